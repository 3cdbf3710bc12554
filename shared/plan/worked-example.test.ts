import { describe, expect, it } from 'vitest';
import { BlockerTracker } from './blockers.ts';
import { firstMorning, morningFindings } from './first-morning/first-morning.ts';
import { planPort } from './plan-port.ts';
import { rootBlockersOf } from './root-blockers.ts';
import { binary, source, universe } from './testing/small-universe.ts';

/** The example of docs/planning.md, step by step: what is written there is what the planner says. */
describe('the worked example of the documentation', () => {
  const port = universe([source('app', ['cc', 'make', 'doc-tool']), source('cc', ['libc-devel', 'make']), source('doc-tool', ['make']), source('libc', ['cc']), source('make', ['cc'])], {
    reference: [
      binary('app', { requires: ['libc'] }), binary('cc', { requires: ['libc'] }), binary('doc-tool', { arch: 'noarch' }),
      binary('libc'), binary('libc-devel', { from: 'libc', requires: ['libc'] }), binary('make', { requires: ['libc'] }),
    ],
    foreign: [{ name: 'fedora', binaries: [binary('cc', { requires: ['libc'] }), binary('libc'), binary('libc-devel', { requires: ['libc'] }), binary('make', { requires: ['libc'] })], architectures: [] }],
  });
  const plan = planPort(port);
  const [app = -1, cc = -1, docTool = -1, libc = -1, make = -1] = ['app', 'cc', 'doc-tool', 'libc', 'make'].map((name) => plan.sources.findIndex((each) => each.name === name));
  const edges = (graph: typeof plan.direct): Record<string, string[]> =>
    Object.fromEntries(plan.sources.map(({ name }, row) => [name, [...graph.targets.subarray(graph.offsets[row], graph.offsets[row + 1])].map((each) => plan.sources[each]?.name ?? '')]));

  it('has these edges', () => {
    expect(edges(plan.direct)).toEqual({ app: ['cc', 'doc-tool', 'make'], cc: ['libc', 'make'], 'doc-tool': ['make'], libc: ['cc'], make: ['cc'] });
    expect(edges(plan.closure)).toEqual({ app: ['cc', 'doc-tool', 'libc', 'make'], cc: ['libc', 'make'], 'doc-tool': ['libc', 'make'], libc: ['cc', 'libc'], make: ['cc', 'libc'] });
  });

  it('has one cycle, and ranks behind it', () => {
    expect([...plan.components.closure.sizes].filter((size) => size > 1)).toEqual([3]);
    expect([cc, libc, make, docTool, app].map((row) => plan.ranks[row])).toEqual([0, 0, 0, 1, 2]);
  });

  it('begins its first pass in the cycle, which the base breaks, and waits for own packages outside of it', () => {
    const tracker = new BlockerTracker(plan, { kind: 'rolling', provider: 'wait' });
    expect([app, cc, docTool, libc, make].map((row) => tracker.readinessOf(row))).toEqual(['blocked', 'ready', 'blocked', 'ready', 'ready']);
    tracker.setInRepo(make);
    expect(tracker.readinessOf(docTool)).toBe('blocked');
    expect(tracker.setInRepo(libc)).toEqual([docTool]);
    tracker.set(cc, 'failed');
    tracker.setInRepo(docTool);
    expect(rootBlockersOf(tracker, app).map(({ source: root, why }) => [root, why])).toEqual([[cc, 'failed']]);
  });

  it('gets to its end on paper', () => {
    const report = firstMorning(plan, morningFindings(port, plan), { kind: 'rolling', provider: 'wait' }, plan.sources.map(() => 'pending'));
    expect(report.reach).toMatchObject({ portable: 5, reached: 5 });
    expect(report.noarch).toMatchObject({ sources: 1, largest: { closure: [3, 3] } });
  });
});
