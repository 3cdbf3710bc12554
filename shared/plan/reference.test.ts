import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { layoutMap } from '#shared/graph/layout.ts';
import { BlockerTracker } from './blockers.ts';
import { planPort } from './plan-port.ts';
import { rankReady } from './priority.ts';
import { summarisePlan } from './summary.ts';
import { pythonWithSolv } from './testing/libsolv-process.ts';
import { haveReference, readReference, REFERENCE_ROOT, REFERENCE_TREES } from './testing/reference-data.ts';
import type { Plan } from './types.ts';

const python = pythonWithSolv();
const names = (plan: Plan, faults: readonly { readonly source: number }[]): string[] =>
  [...new Set(faults.map(({ source }) => plan.sources[source]?.name ?? ''))].sort();

describe.skipIf(!haveReference)('a whole distribution [skipped where PORTOLAN_DATA has no rhel73beta-repodata]', () => {
  const universe = haveReference ? readReference(['x86_64', 'noarch']) : null;
  const plan = universe === null ? planPort({ sources: [], reference: [], foreign: [], buildGroup: [], architectures: [] }) : planPort(universe);

  it('has the figures that are known of it', () => {
    const summary = summarisePlan(plan);
    expect(summary).toMatchObject({ sources: 2653, binaries: 9251, buildRequires: 19197 });
    expect(new Set(summary.unresolvable.map(({ source }) => source)).size).toBe(15);
    expect(summary.components.direct[0]).toBe(918);
    expect(summary.components.closure[0]).toBeGreaterThan(1000);
    expect(summary.components.closure[0]).toBeLessThan(1100);
    expect(summary.ranks).toBeGreaterThan(10);
    expect(plan.selfRequiring.length).toBe(23);
    expect(plan.sources.filter(({ noarchOnly }) => noarchOnly).length).toBe(1125);
  });

  it('lacks a provider for fifteen sources, and for eight more has one of another architecture only', () => {
    const other = names(plan, plan.notInstallable).filter((name) => !names(plan, plan.unresolvable).includes(name));
    expect(other.length).toBe(8);
    expect(new Set(plan.notInstallable.map(({ reason }) => reason))).toEqual(new Set(['other-architecture']));
    expect(plan.undecided).toEqual([]);
  });

  it('ranks each source after what it needs, its own cycle aside', () => {
    for (let source = 0; source < plan.sources.length; source++) {
      for (const needed of plan.closure.targets.subarray(plan.closure.offsets[source], plan.closure.offsets[source + 1])) {
        const isSameCycle = plan.components.closure.of[source] === plan.components.closure.of[needed];
        if (!isSameCycle && (plan.ranks[needed] ?? 0) >= (plan.ranks[source] ?? 0)) expect.fail(`${source} needs ${needed}, but is not ranked after it.`);
      }
    }
  });

  it('can start with what needs nothing, the compilers’ cycle being closed without a foreign base', () => {
    const tracker = new BlockerTracker(plan, { kind: 'rolling', provider: 'wait' });
    const ranked = rankReady(tracker, []);
    expect(ranked.length).toBeGreaterThan(0);
    for (const { source } of ranked) expect(plan.ranks[source]).toBe(0);
  });

  it('fits a wide window, its largest cycle as a compact block', () => {
    const map = layoutMap(plan.direct, plan.ranks, plan.components.closure);
    expect(Math.abs(Math.log(map.width / map.height / (16 / 9)))).toBeLessThan(0.15);
    const largest = map.islands.reduce((most, island) => (island.size > most.size ? island : most));
    expect((largest.x1 - largest.x0) / (largest.y1 - largest.y0)).toBeLessThan(1.5);
  });

  const oracle = python === undefined ? it.skip : it;
  oracle.each([
    ['x86_64,noarch', 23],
    ['x86_64,noarch,i686', 15],
  ])('with %s gets libsolv’s verdict for every source [skipped where python3-solv is missing]', (architectures, count) => {
    const script = join(import.meta.dirname, 'testing/libsolv-verdicts.py');
    const printed = execFileSync(python ?? '', [script, REFERENCE_ROOT, architectures, REFERENCE_TREES.join(',')], { encoding: 'utf8' });
    const verdicts = new Map(printed.trim().split('\n').map((line): [string, string] => [line.split('\t')[0] ?? '', line.split('\t')[1] ?? '']));
    const ours = universe === null ? plan : planPort({ ...universe, architectures: architectures.split(',') });
    const faults = [...ours.unresolvable, ...ours.notInstallable];
    expect(names(ours, faults)).toEqual([...verdicts.keys()].sort());
    expect(verdicts.size).toBe(count);
    for (const [name, capability] of verdicts) {
      expect(faults.filter(({ source }) => ours.sources[source]?.name === name).map((fault) => fault.capability)).toContain(capability);
    }
  });
});
