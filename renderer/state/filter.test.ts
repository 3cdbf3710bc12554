import { describe, expect, it } from 'vitest';

import { applyFilter, facetsOf, statesInFilter, toggleStateTerm, withoutTerm } from './filter.ts';
import { modelOf, snapshotOf } from './testing/snapshot.ts';

const model = modelOf(snapshotOf([
  { name: 'zlib', state: 'in-repo', waits: 40, flags: 1, rank: 0 },
  { name: 'perl-Error', state: 'failed', waits: 12, rank: 1 },
  { name: 'perl-IO', state: 'blocked', waits: 3, rank: 2, needs: [0, 1] },
  { name: 'LuaJIT', state: 'failed', rank: 3 },
]));

function matching(text: string): readonly string[] {
  const { mask } = applyFilter(model, text, { me: '', pass: 1 });
  return mask === null ? ['all'] : model.names.filter((_, source) => mask[source] === 1);
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
    expect(matching('needs:2')).toEqual(['perl-IO']);
    expect(matching('is:provisional')).toEqual(['zlib']);
  });

  it('names what it cannot read, and goes by the rest', () => {
    const { terms } = applyFilter(model, '/(/ waits:many state:lost zlib', { me: '', pass: 1 });
    expect(terms.map(({ problem }) => problem !== null)).toEqual([true, true, true, false]);
    expect(matching('/(/ waits:many state:lost zlib')).toEqual(['zlib']);
  });

  it('is switched by the legend', () => {
    expect(toggleStateTerm('zlib', 'failed')).toBe('state:failed zlib');
    expect(toggleStateTerm('state:failed zlib', 'blocked')).toBe('state:failed,blocked zlib');
    expect(toggleStateTerm('state:failed', 'failed')).toBe('');
    expect([...statesInFilter('a state:failed,ready')]).toEqual(['failed', 'ready']);
  });

  it('loses a term, and no other', () => {
    expect(withoutTerm('zlib  state:lost -noarch "a b"', 0)).toBe('state:lost -noarch "a b"');
    expect(withoutTerm('zlib state:lost', 1)).toBe('zlib');
  });

  it('counts the packages of each value', () => {
    const { states, flags } = facetsOf(model);
    expect([states.get('failed'), states.get('provisional'), states.get('ready'), flags.get('provisional')]).toEqual([2, 1, undefined, 1]);
  });
});
