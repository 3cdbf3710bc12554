import { describe, expect, it } from 'vitest';

import { PACKAGE_STATES, type PackageState } from '#shared/vocabulary/package-state.ts';

import { applyFilter, parseFilter, statesInFilter, toggleStateTerm } from './filter.ts';
import { modelOf, type PortModel } from './port-model.ts';
import { emptySummary } from './testing/summary.ts';

function modelWith(rows: readonly { name: string; state: PackageState; waits?: number; flags?: number }[]): PortModel {
  return modelOf({
    sequence: 1,
    planDigest: 'x',
    names: rows.map((row) => row.name),
    evrs: rows.map(() => '1-1'),
    states: rows.map((row) => PACKAGE_STATES.indexOf(row.state)),
    flags: rows.map((row) => row.flags ?? 0),
    ranks: rows.map((_, index) => index),
    components: rows.map(() => -1),
    waits: rows.map((row) => row.waits ?? 0),
    needOffsets: [0, ...rows.map(() => 0)],
    needs: [],
    summary: emptySummary(rows.length),
  });
}

const model = modelWith([
  { name: 'zlib', state: 'in-repo', waits: 40, flags: 1 },
  { name: 'perl-Error', state: 'failed', waits: 12 },
  { name: 'perl-IO', state: 'blocked', waits: 3 },
  { name: 'LuaJIT', state: 'failed' },
]);

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
