import { describe, expect, it } from 'vitest';

import { applyFilter, parseFilter, statesInFilter, toggleStateTerm } from './filter.ts';
import { modelOf } from './port-model.ts';
import { snapshotOf } from './testing/snapshot.ts';

const model = modelOf(snapshotOf([
  { name: 'zlib', state: 'in-repo', waits: 40, flags: 1, rank: 0 },
  { name: 'perl-Error', state: 'failed', waits: 12, rank: 1 },
  { name: 'perl-IO', state: 'blocked', waits: 3, rank: 2 },
  { name: 'LuaJIT', state: 'failed', rank: 3 },
]));

function matching(text: string): readonly string[] {
  const result = applyFilter(model, parseFilter(text));
  return result === null ? ['all'] : model.names.filter((_, source) => result.mask[source] === 1);
}

describe('the filter', () => {
  it('takes parts of names, patterns, states, flags and numbers, and their opposites', () => {
    expect(matching('')).toEqual(['all']);
    expect(matching('PERL')).toEqual(['perl-Error', 'perl-IO']);
    expect(matching('/^perl-.*r$/')).toEqual(['perl-Error']);
    expect(matching('state:failed')).toEqual(['perl-Error', 'LuaJIT']);
    expect(matching('state:failed,blocked -perl')).toEqual(['LuaJIT']);
    expect(matching('-state:failed')).toEqual(['zlib', 'perl-IO']);
    expect(matching('state:provisional')).toEqual(['zlib']);
    expect(matching('waits:>10')).toEqual(['zlib', 'perl-Error']);
    expect(matching('rank:2')).toEqual(['perl-IO']);
    expect(matching('is:provisional')).toEqual(['zlib']);
  });

  it('names what it cannot read, and goes by the rest', () => {
    const terms = parseFilter('/(/ waits:many state:lost zlib');
    expect(terms.map((term) => term.problem !== null)).toEqual([true, true, true, false]);
    expect(matching('/(/ waits:many state:lost zlib')).toEqual(['zlib']);
  });

  it('is switched by the legend', () => {
    expect(toggleStateTerm('zlib', 'failed')).toBe('state:failed zlib');
    expect(toggleStateTerm('state:failed zlib', 'blocked')).toBe('state:failed,blocked zlib');
    expect(toggleStateTerm('state:failed', 'failed')).toBe('');
    expect([...statesInFilter('a state:failed,ready')]).toEqual(['failed', 'ready']);
  });
});
