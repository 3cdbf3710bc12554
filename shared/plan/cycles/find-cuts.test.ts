import { describe, expect, it } from 'vitest';

import { readSpecText, type SpecText } from '#shared/rpm/spec-text/read-spec-text.ts';
import { BlockerTracker } from '../blockers.ts';
import { planPort } from '../plan-port.ts';
import { binary, source, universe } from '../testing/small-universe.ts';
import { questionOf } from './ask-cuts.ts';
import { cycleWith, lostWithout } from './cycle.ts';
import { findCuts } from './find-cuts.ts';
import { edgesWithout } from './fix-edges.ts';
import { searchCuts } from './search-cuts.ts';

/** frob needs doctool for its documentation, doctool needs frob, and a helper that its package requires at run time; lib is on neither's way back. */
const sources = [source('doctool', ['frob']), source('frob', ['doctool', 'lib']), source('helper', ['doctool']), source('lib')];
const plan = planPort(universe(sources, { reference: [binary('doctool', { requires: ['helper'] }), binary('frob'), binary('helper', { arch: 'noarch' }), binary('lib')] }));
const [DOCTOOL, FROB, HELPER] = [0, 1, 2];
const spec = readSpecText('%bcond_without docs\nBuildRequires: lib\n%if %{with docs}\nBuildRequires: doctool\n%endif\n');
const specOf = (row: number): SpecText | null => (row === FROB ? spec : null);
const cycleOf = (kind: 'direct' | 'closure') => {
  const cycle = cycleWith(plan, kind, FROB);
  if (cycle === null) throw new Error('They are in no cycle.');
  return cycle;
};

describe('the ways to cut a cycle', () => {
  it('know which members a source does not need any more, itself or at run time', () => {
    expect(cycleOf('closure').members).toEqual([DOCTOOL, FROB, HELPER]);
    expect(lostWithout(plan, cycleOf('closure'), FROB, new Set([0]))).toEqual([DOCTOOL, HELPER]);
    expect(lostWithout(plan, cycleOf('direct'), FROB, new Set([0]))).toEqual([DOCTOOL]);
    expect(lostWithout(plan, cycleOf('closure'), FROB, new Set([1]))).toEqual([]);
  });

  it('are found in specs with file and line, in the reference and in earlier passes', () => {
    const cycle = cycleOf('closure');
    const cuts = findCuts(plan, cycle, { specOf, hasReference: true, hasOlderBuild: (row) => row === DOCTOOL });
    const [bcond] = cuts.filter(({ kind }) => kind === 'bcond');
    expect(bcond).toMatchObject({ source: FROB, name: 'docs', enabled: false, requirements: [0], evidence: [{ dependency: 'doctool', line: 4, suspicion: { purpose: 'doc' } }] });
    expect(cuts.filter(({ kind }) => kind === 'import' || kind === 'older-build').map((cut) => [cut.kind, 'sources' in cut ? cut.sources : []])).toEqual([['import', [HELPER]], ['older-build', [DOCTOOL]]]);
    expect(findCuts(plan, cycle, { specOf: () => null, hasReference: false, hasOlderBuild: () => false }).some(({ kind }) => kind === 'import' || kind === 'bcond')).toBe(false);
    const { set, core } = searchCuts(questionOf(plan, cycle, cuts));
    expect(core).toEqual([]);
    expect(set.chosen.map((index) => cuts[index]?.kind)).toEqual(['older-build']);
  });

  it('hold as soon as a port fix switches the bcond: nobody waits for what only it required', () => {
    const edges = edgesWithout(plan, FROB, spec, [{ name: 'docs', enabled: false }]);
    expect(edges.map(({ provider }) => provider)).toEqual(['doctool', 'helper']);
    const blockers = (rules: typeof edges): readonly number[] => new BlockerTracker(plan, { kind: 'rolling', provider: 'wait', edges: rules }).blockersOf(FROB);
    expect([blockers([]).length, blockers(edges).map((row) => plan.sources[row]?.name)]).toEqual([3, ['lib']]);
    expect(edgesWithout(plan, FROB, spec, [{ name: 'docs', enabled: true }])).toEqual([]);
  });
});
