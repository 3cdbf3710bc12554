import { deserialize, serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { edgeIndex, successors, type Graph } from '#shared/graph/graph.ts';
import { planPort } from './plan-port.ts';
import { summarisePlan } from './summary.ts';
import { binary, source, universe } from './testing/small-universe.ts';
import { BASE_BREAKS_CYCLE, BASE_CAN_SERVE, type Plan, type ResolvedRequirement } from './types.ts';

function numberOf(plan: Plan, name: string): number {
  return plan.sources.findIndex((one) => one.name === name);
}

function needs(plan: Plan, graph: Graph, name: string): string[] {
  return [...successors(graph, numberOf(plan, name))].map((number) => plan.sources[number]?.name ?? '');
}

function requirement(plan: Plan, name: string, dependency: string): ResolvedRequirement | undefined {
  return plan.sources[numberOf(plan, name)]?.requirements.find((one) => one.dependency === dependency);
}

function nevras(plan: Plan, ids: readonly number[] | undefined): string[] {
  return (ids ?? []).map((id) => plan.binaries[id]?.nevra ?? '');
}

function bits(plan: Plan, from: string, to: string): number | undefined {
  return plan.closureBase[edgeIndex(plan.closure, numberOf(plan, from), numberOf(plan, to))];
}

const base = (binaries: Parameters<typeof binary>[]): { name: string; binaries: ReturnType<typeof binary>[]; architectures: string[] } => ({
  name: 'f28',
  binaries: binaries.map(([name, words]) => binary(name, { arch: 's390x', ...words })),
  architectures: ['s390x', 'noarch'],
});

describe('a plan', () => {
  it('draws an edge to the source that builds what a BR names, and one to what that requires at run time', () => {
    const plan = planPort(
      universe([source('app', ['libz-devel >= 1']), source('zlib', ['make']), source('make'), source('glibc')], {
        reference: [
          binary('app'),
          binary('libz-devel', { from: 'zlib', requires: ['libz = 1'] }),
          binary('libz', { from: 'zlib', requires: ['/lib/libc.so'] }),
          binary('make'),
          binary('glibc', { files: ['/lib/libc.so', '/etc/nobody-asks'] }),
        ],
      }),
    );
    expect(plan.sources.map(({ name }) => name)).toEqual(['app', 'glibc', 'make', 'zlib']);
    expect(needs(plan, plan.direct, 'app')).toEqual(['zlib']);
    expect(needs(plan, plan.closure, 'app')).toEqual(['glibc', 'zlib']);
    expect([...plan.ranks]).toEqual([2, 0, 0, 1]);
    expect(nevras(plan, requirement(plan, 'app', 'libz-devel >= 1')?.providers)).toEqual(['libz-devel-1-1.x86_64']);
    expect(plan.sources[numberOf(plan, 'zlib')]?.binaries).toEqual(['libz-1-1.x86_64', 'libz-devel-1-1.x86_64']);
  });

  it('can be cloned and cached', () => {
    const plan = planPort(universe([source('a', ['b']), source('b')]));
    expect(deserialize(serialize(plan))).toEqual(plan);
    expect(structuredClone(plan)).toEqual(plan);
  });

  it('names a source that needs itself, and counts it in no component', () => {
    const plan = planPort(universe([source('gcc', ['gcc']), source('a', ['gcc'])]));
    expect(plan.selfRequiring).toEqual([1]);
    expect(needs(plan, plan.direct, 'gcc')).toEqual([]);
    expect(needs(plan, plan.closure, 'gcc')).toEqual(['gcc']);
    expect([...plan.components.closure.sizes]).toEqual([1, 1]);
  });

  it('has a foreign base serve what a source needs of itself', () => {
    const plan = planPort(universe([source('gcc', ['gcc'])], { foreign: [base([['gcc', {}]])] }));
    expect(bits(plan, 'gcc', 'gcc')).toBe(BASE_BREAKS_CYCLE | BASE_CAN_SERVE);
  });

  it('takes the newest of several sources of one name', () => {
    const plan = planPort(universe([source('a', [], '1.9'), source('a', [], '1.10'), source('a', [], '1.8')]));
    expect(plan.sources.map(({ evr }) => evr)).toEqual(['1.10-1']);
  });

  it('prints the figures', () => {
    const plan = planPort(universe([source('a', ['b', 'gone']), source('b', ['a']), source('c', ['b'])]));
    expect(summarisePlan(plan)).toEqual({
      sources: 3,
      binaries: 3,
      buildRequires: 4,
      unresolvable: [{ source: 'a', capability: 'gone' }],
      notInstallable: [],
      buildGroup: [],
      undecided: [],
      components: { direct: [2], closure: [2] },
      ranks: 2,
    });
  });
});

describe('the choice among several providers', () => {
  const choose = (reference: ReturnType<typeof binary>[], brs: string[], dependency: string, buildGroup: string[] = []): string[] => {
    const plan = planPort(universe([source('app', brs), source('x')], { reference, buildGroup }));
    return nevras(plan, requirement(plan, 'app', dependency)?.providers);
  };
  const mta = (name: string, version = '1'): ReturnType<typeof binary> => binary(name, { from: 'x', version, provides: ['mta'] });

  it('takes what is installed anyway, in whatever order the BRs stand', () => {
    const all = [mta('exim'), mta('sendmail'), binary('tool', { from: 'x', requires: ['sendmail'] })];
    expect(choose(all, ['mta', 'tool'], 'mta')).toEqual(['sendmail-1-1.x86_64']);
    expect(choose(all, ['tool', 'mta'], 'mta')).toEqual(['sendmail-1-1.x86_64']);
  });

  it('takes a member of the build group before others', () => {
    expect(choose([mta('exim'), mta('sendmail')], ['mta'], 'mta', ['sendmail'])).toEqual(['sendmail-1-1.x86_64']);
  });

  it('takes the package of that name, else the shortest name, else the first by alphabet, else the newest', () => {
    expect(choose([mta('ab'), mta('mta')], ['mta'], 'mta')).toEqual(['mta-1-1.x86_64']);
    expect(choose([mta('exim4'), mta('exim')], ['mta'], 'mta')).toEqual(['exim-1-1.x86_64']);
    expect(choose([mta('exim'), mta('acme')], ['mta'], 'mta')).toEqual(['acme-1-1.x86_64']);
    expect(choose([mta('exim', '1.9'), mta('exim', '1.10')], ['mta'], 'mta')).toEqual(['exim-1.10-1.x86_64']);
  });

  it('never takes one that cannot be installed itself', () => {
    const all = [binary('mta', { from: 'x', requires: ['gone'] }), mta('sendmail')];
    expect(choose(all, ['mta'], 'mta')).toEqual(['sendmail-1-1.x86_64']);
  });

  it('lists the others as alternatives', () => {
    const plan = planPort(universe([source('app', ['mta']), source('x')], { reference: [mta('exim'), mta('sendmail'), mta('postfix')] }));
    expect(nevras(plan, requirement(plan, 'app', 'mta')?.alternatives)).toEqual(['postfix-1-1.x86_64', 'sendmail-1-1.x86_64']);
  });
});

describe('rich dependencies', () => {
  const solve = (br: string, others: string[] = []): ResolvedRequirement | undefined => {
    const plan = planPort(
      universe([source('app', [br, ...others]), source('x')], {
        reference: ['a', 'b', 'c'].map((name) => binary(name, { from: 'x' })).concat(binary('ab', { from: 'x', provides: ['a', 'b'] })),
      }),
    );
    return plan.sources[0]?.requirements[0];
  };
  const names = (one: ResolvedRequirement | undefined): string => `${one?.status ?? ''} ${(one?.providers ?? []).join()}`;

  it.each([
    ['(a and b)', [], 'own 0,1'],
    ['(gone or c)', [], 'own 2'],
    ['(a with b)', [], 'own 3'],
    ['(a without b)', [], 'own 0'],
    ['(a if c)', [], 'own '],
    ['(a if c)', ['c'], 'own 0'],
    ['(gone if c)', [], 'own '],
    ['(gone if c)', ['c'], 'missing '],
    ['(gone if c else b)', [], 'own 1'],
    ['(a unless c else b)', [], 'own 0'],
    ['(a unless c else b)', ['c'], 'own 1'],
    ['(a and gone)', [], 'missing '],
  ])('%s beside [%s] is %s', (br, others, expected) => {
    const found = solve(br, others);
    // What the condition itself is met by is no provider of the requirement.
    expect(names(found)).toBe(expected);
  });
});

describe('what cannot be had', () => {
  const plan = planPort(
    universe([source('app', ['gone >= 2', 'only32', 'orphan', 'deep']), source('x')], {
      reference: [
        binary('only32', { from: 'x', arch: 'i686' }),
        binary('orphan', { from: 'nobody' }),
        binary('deep', { from: 'x', requires: ['middle'] }),
        binary('middle', { from: 'x', requires: ['nothing-here'] }),
      ],
    }),
  );

  it('has its kind, and the chain to it', () => {
    expect(plan.unresolvable).toEqual([{ source: 0, dependency: 'gone >= 2', capability: 'gone >= 2', via: [], reason: 'nothing-provides', best: null, conflict: null, hidden: [] }]);
    expect(plan.notInstallable.map(({ source, dependency, capability, reason, via }) => ({ source, dependency, capability, via: nevras(plan, via), reason }))).toEqual([
      { source: 0, dependency: 'only32', capability: 'only32', via: [], reason: 'other-architecture' },
      { source: 0, dependency: 'orphan', capability: 'orphan', via: [], reason: 'no-source' },
      { source: 0, dependency: 'deep', capability: 'nothing-here', via: ['deep-1-1.x86_64', 'middle-1-1.x86_64'], reason: 'nothing-provides' },
    ]);
    expect(plan.sources[0]?.requirements.map(({ status, reason }) => [status, reason])).toEqual([
      ['missing', 'nothing-provides'],
      ['missing', 'other-architecture'],
      ['missing', 'no-source'],
      ['missing', 'not-installable'],
    ]);
  });

  it('shows who would have had it', () => {
    expect(nevras(plan, requirement(plan, 'app', 'only32')?.alternatives)).toEqual(['only32-1-1.i686']);
  });
});

describe('a foreign base', () => {
  it('serves what the port does not build, and stands behind what it does', () => {
    const plan = planPort(universe([source('a', ['b', 'rust']), source('b')], { foreign: [base([['rust', {}], ['b', {}]])] }));
    expect(requirement(plan, 'a', 'rust')?.status).toBe('foreign');
    expect(requirement(plan, 'a', 'b')?.status).toBe('own');
    expect(nevras(plan, requirement(plan, 'a', 'b')?.fallback)).toEqual(['b-1-1.s390x']);
    expect(bits(plan, 'a', 'b')).toBe(BASE_CAN_SERVE);
    expect(plan.unresolvable).toEqual([]);
  });

  it('breaks a cycle that it has a member of, and no other edge of a pass that waits', () => {
    const plan = planPort(
      universe([source('a', ['b']), source('b', ['a']), source('c', ['a'])], { foreign: [base([['a', {}]])] }),
    );
    expect(bits(plan, 'b', 'a')).toBe(BASE_BREAKS_CYCLE | BASE_CAN_SERVE);
    expect(bits(plan, 'a', 'b')).toBe(0);
    expect(bits(plan, 'c', 'a')).toBe(BASE_CAN_SERVE);
  });

  it('frees from what its own package would have required', () => {
    const plan = planPort(
      universe([source('app', ['tool']), source('tool'), source('lib')], {
        reference: [binary('app'), binary('tool', { requires: ['lib'] }), binary('lib')],
        foreign: [base([['tool', {}]])],
      }),
    );
    expect(bits(plan, 'app', 'lib')).toBe(BASE_CAN_SERVE);
    expect(needs(plan, plan.closure, 'app')).toEqual(['lib', 'tool']);
  });

  it('is asked in order, and only for its own architectures', () => {
    const plan = planPort(
      universe([source('app', ['rust', 'old'])], {
        foreign: [
          base([['rust', {}], ['old', { arch: 's390' }]]),
          { ...base([['rust', { version: '2' }]]), name: 'f30' },
        ],
      }),
    );
    expect(nevras(plan, requirement(plan, 'app', 'rust')?.providers)).toEqual(['rust-1-1.s390x']);
    expect(requirement(plan, 'app', 'old')?.reason).toBe('other-architecture');
  });
});

describe('the build group', () => {
  it('adds no edges of its own, but those of BRs that name its members stay', () => {
    const plan = planPort(universe([source('a', []), source('b', ['gcc']), source('gcc')], { buildGroup: ['gcc'] }));
    expect(needs(plan, plan.closure, 'a')).toEqual([]);
    expect(needs(plan, plan.closure, 'b')).toEqual(['gcc']);
  });
});
