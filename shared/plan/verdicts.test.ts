import { describe, expect, it } from 'vitest';
import { planPort } from './plan-port.ts';
import { BlockerTracker } from './blockers.ts';
import { faultPaths, sayFault } from './say-fault.ts';
import { binary, source, universe } from './testing/small-universe.ts';
import type { Plan, Universe } from './types.ts';

type Binaries = ReturnType<typeof binary>[];

function plan(brs: readonly string[], reference: Binaries, parts: Partial<Universe> = {}): Plan {
  return planPort(universe([source('app', brs), source('x')], { reference, ...parts }));
}

function said(made: Plan): string[] {
  return [...made.unresolvable, ...made.notInstallable].map((fault) => sayFault(made, fault));
}

function provider(made: Plan, index = 0): string {
  const ids = made.sources[0]?.requirements[index]?.providers ?? [];
  return ids.map((id) => made.binaries[id]?.nevra ?? '').join(' ');
}

const x = (name: string, words: Parameters<typeof binary>[1] = {}): Binaries[number] => binary(name, { from: 'x', ...words });

describe('what clashes', () => {
  it('is avoided where another provider serves, even against a choice that was made before', () => {
    const all = [x('exim', { provides: ['mta'], conflicts: ['tool'] }), x('sendmail', { provides: ['mta'] }), x('tool', { provides: ['t'] }), x('spanner', { provides: ['t'], conflicts: ['sendmail'] })];
    expect(provider(plan(['mta', 'tool'], all))).toBe('sendmail-1-1.x86_64');
    expect(provider(plan(['tool', 'mta'], all), 1)).toBe('sendmail-1-1.x86_64');
    // The shorter name would be chosen for each; only a search finds what goes with all three.
    const knot = [x('a', { provides: ['p'], conflicts: ['r'] }), x('aa', { provides: ['p'] }), x('b', { provides: ['q'], requires: ['r'] }), x('bb', { provides: ['q'], requires: ['gone'] }), x('r')];
    const made = plan(['p', 'q'], knot);
    expect([provider(made), provider(made, 1)]).toEqual(['aa-1-1.x86_64', 'b-1-1.x86_64']);
    expect(said(made)).toEqual([]);
  });

  it('is named with what both are needed for', () => {
    const made = plan(['left', 'right'], [x('left', { requires: ['deep'] }), x('deep', { conflicts: ['cap < 2'] }), x('right', { provides: ['cap = 1'] })]);
    expect(said(made)).toEqual(['right-1-1.x86_64 and deep-1-1.x86_64 (needed by left) cannot be installed together: deep conflicts with cap < 2.']);
    const [fault] = made.notInstallable;
    expect(fault === undefined ? null : faultPaths(made, fault)).toEqual({ path: ['right', 'right-1-1.x86_64'], against: ['left', 'left-1-1.x86_64', 'deep-1-1.x86_64'] });
    expect(made.sources[0]?.requirements.map(({ status, reason }) => `${status} ${reason ?? ''}`)).toEqual(['own ', 'missing conflict']);
  });

  it('may be an Obsoletes, which names meet and Provides do not', () => {
    const clash = [x('new', { obsoletes: ['old < 2'] }), x('old')];
    expect(said(plan(['new', 'old'], clash))[0]).toMatch(/cannot be installed together: new obsoletes old < 2\.$/);
    expect(said(plan(['new', 'old'], [x('new', { obsoletes: ['old < 2'] }), x('other', { provides: ['old = 1'] })]))).toEqual([]);
  });

  it('may be two versions of one name, but not of two word lengths', () => {
    const two = [x('lib', { version: '1', provides: ['lib1'] }), x('lib', { version: '2', provides: ['lib2'] })];
    expect(said(plan(['lib1', 'lib2'], two))[0]).toMatch(/cannot be installed together: there is one package of a name\.$/);
    const multilib = [x('lib', { provides: ['lib64'] }), x('lib', { arch: 'i686', provides: ['lib32'] })];
    expect(said(plan(['lib64', 'lib32'], multilib, { architectures: ['x86_64', 'i686'] }))).toEqual([]);
  });

  it('does not with itself', () => {
    expect(said(plan(['a'], [x('a', { provides: ['mta'], conflicts: ['mta'], obsoletes: ['a'] })]))).toEqual([]);
  });
});

describe('the reasons', () => {
  it('say a version that is too low with the best there is', () => {
    const made = plan(['lib >= 3', 'tool'], [x('lib', { version: '2' }), x('lib', { version: '1' }), x('tool', { requires: ['lib = 7'] })]);
    expect(said(made)).toEqual([
      'No version of what provides it would do for lib >= 3; lib = 2-1 is the best there is.',
      'No version of what provides it would do for lib = 7, needed by tool; lib = 2-1 is the best there is.',
    ]);
    expect(made.sources[0]?.requirements.map(({ reason }) => reason)).toEqual(['version', 'not-installable']);
  });

  it('say what an exclude or ignore keeps out', () => {
    const ignored = plan(['lib'], [x('lib')], { ignore: ['li*'] });
    expect(said(ignored)).toEqual(['lib is kept out by an exclude or ignore of the project.']);
    const excluded = plan(['lib'], [x('lib')], { referenceParts: [{ count: 1, priority: 99, exclude: ['lib-1-1.x86_64'] }] });
    expect(excluded.sources[0]?.requirements[0]?.reason).toBe('filtered');
  });

  it('hold a BuildRequires to the best candidate, as mock does, and what that requires to any', () => {
    const all = [x('lib', { version: '1' }), x('lib', { version: '2', requires: ['gone'] })];
    expect(said(plan(['lib'], all))).toEqual(['Nothing provides gone, needed by lib.']);
    expect(said(plan(['tool'], [...all, x('tool', { requires: ['lib'] })]))).toEqual([]);
  });

  it('say of a build group that cannot be installed that no source has a buildroot', () => {
    const made = plan([], [x('make', { conflicts: ['gcc'] }), x('gcc')], { buildGroup: ['gcc', 'make'] });
    expect(made.groupFaults.map((fault) => sayFault(made, fault))).toEqual([
      'make-1-1.x86_64 and gcc-1-1.x86_64 cannot be installed together: make conflicts with gcc.',
    ]);
    expect(new BlockerTracker(made, { kind: 'frozen' }).readinessOf(1)).toBe('unresolvable');
  });

  it('leave a source out of it whose condition turns out well', () => {
    expect(said(plan(['(gone if c)', '(c or d)'], [x('c'), x('d')]))).toEqual([]);
    expect(said(plan(['(a unless c)', 'c'], [x('a'), x('c')]))).toHaveLength(1);
  });
});

describe('what people prefer', () => {
  const mta = [x('exim', { provides: ['mta'] }), x('sendmail', { provides: ['mta'] }), x('postfix', { provides: ['mta'] })];

  it('goes before every other rule of choice, the first before the next, with the others as alternatives', () => {
    const made = plan(['mta'], mta, { prefer: ['post*', 'sendmail'] });
    expect(provider(made)).toBe('postfix-1-1.x86_64');
    expect(made.sources[0]?.requirements[0]?.alternatives.map((id) => made.binaries[id]?.name)).toEqual(['sendmail', 'exim']);
    expect(provider(plan(['mta'], mta, { prefer: ['sendmail'], ignore: ['sendmail'] }))).toBe('exim-1-1.x86_64');
  });

  it('is held to the repository of the highest priority', () => {
    const referenceParts = [{ count: 2, priority: 99, exclude: [] }, { count: 1, priority: 10, exclude: [] }];
    expect(provider(plan(['mta'], mta, { referenceParts, prefer: ['exim'] }))).toBe('postfix-1-1.x86_64');
    expect(provider(plan(['tool'], [x('exim', { provides: ['mta'] }), x('tool', { requires: ['mta'] }), x('postfix', { provides: ['mta'] })], { referenceParts }))).toBe('tool-1-1.x86_64');
  });
});

describe('BuildConflicts', () => {
  const refusing = (brs: readonly string[], refused: readonly string[], reference: Binaries, parts: Partial<Universe> = {}): Plan => planPort(universe([source('app', brs, '1', refused), source('x')], { reference, ...parts }));
  const mta = [x('exim', { provides: ['mta'] }), x('postfix', { provides: ['mta'] }), x('tool', { requires: ['deep'] }), x('deep')];

  it('have another provider chosen where there is one', () => {
    const made = refusing(['mta'], ['exim'], mta);
    expect([provider(made), said(made)]).toEqual(['postfix-1-1.x86_64', []]);
    expect(made.sources[0]?.buildConflicts).toEqual(['exim']);
    expect(said(refusing(['mta'], ['exim < 1'], mta))).toEqual([]);
  });

  it('rule out what its buildroot would hold, with the chain that leads there', () => {
    const made = refusing(['mta', 'tool'], ['deep', 'nothing-there'], mta);
    expect(said(made)).toEqual(['deep-1-1.x86_64 (needed by tool) must not be in the buildroot: app has BuildConflicts: deep.']);
    const [fault] = made.notInstallable;
    expect(fault === undefined ? null : faultPaths(made, fault)).toEqual({ path: ['tool', 'tool-1-1.x86_64', 'deep-1-1.x86_64'], against: ['app has BuildConflicts: deep'] });
    expect(made.sources[0]?.requirements.map(({ reason }) => reason)).toEqual([null, 'conflict']);
  });

  it('rule out what the build group has, unless a BuildRequires takes it out', () => {
    const parts = { buildGroup: ['exim'] };
    expect(said(refusing(['tool'], ['exim'], mta, parts))).toEqual(['exim-1-1.x86_64 (of the build group) must not be in the buildroot: app has BuildConflicts: exim.']);
    expect(said(refusing(['other'], ['exim'], [...mta, x('other', { conflicts: ['exim'] })], parts))).toEqual([]);
  });
});
