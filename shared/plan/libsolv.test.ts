import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

import { planPort } from './plan-port.ts';
import { anyUniverse, plannerUniverse } from './testing/any-universe.ts';
import { LibsolvProcess, pythonWithSolv, type AskedUniverse } from './testing/libsolv-process.ts';
import type { Plan } from './types.ts';

const python = pythonWithSolv();
const runs = process.env['PORTOLAN_FULL'] === '1' ? 20_000 : 500;
const PATIENCE = 30 * 60_000;

function faultsOf(plan: Plan, name: string): string[] {
  const own = [...plan.unresolvable, ...plan.notInstallable].filter(({ source }) => plan.sources[source]?.name === name);
  return [...plan.groupFaults, ...own].map((fault) => JSON.stringify(fault));
}

/** The numbers of the own binaries in a source's buildroot. */
function installed(plan: Plan, name: string): number[] {
  const node = plan.sources.findIndex((one) => one.name === name);
  const targets = plan.closure.targets.subarray(plan.closure.offsets[node], plan.closure.offsets[node + 1]);
  return [...targets].map((target) => Number(plan.sources[target]?.name.slice(1)));
}

describe.skipIf(python === undefined)('beside libsolv [skipped where python3-solv is missing]', () => {
  const libsolv = new LibsolvProcess(python ?? 'python3');
  afterAll(() => libsolv.end());

  async function compare(universe: AskedUniverse): Promise<Plan> {
    const plan = planPort(plannerUniverse(universe));
    const theirs = await libsolv.ask(universe);
    expect(plan.undecided).toEqual([]);
    expect(theirs.group === null, theirs.group ?? JSON.stringify(plan.groupFaults)).toBe(plan.groupFaults.length === 0);
    if (theirs.group !== null) return plan;
    theirs.sources.forEach((problem, index) => {
      const faults = faultsOf(plan, `s${index}`);
      expect(faults.length === 0, `${problem ?? 'libsolv installs it'}; we: ${faults.join(', ')}`).toBe(problem === null);
    });
    return plan;
  }

  it('a source can be had exactly where libsolv can install what it build-requires, and what we would install holds together', { timeout: PATIENCE }, async () => {
    await fc.assert(
      fc.asyncProperty(anyUniverse({ foreign: false, group: false }), async (universe) => {
        const plan = await compare(universe);
        const had = universe.sources.flatMap((_, index) => (faultsOf(plan, `s${index}`).length === 0 ? [installed(plan, `s${index}`)] : []));
        const { checks } = await libsolv.ask({ ...universe, sources: [], checks: had });
        checks.forEach((problem, index) => expect(problem, (had[index] ?? []).join()).toBeNull());
      }),
      { numRuns: runs },
    );
  });

  it('so it is with a build group that is installed first', { timeout: PATIENCE }, async () => {
    await fc.assert(fc.asyncProperty(anyUniverse({ foreign: false, group: true }), async (universe) => {
      await compare(universe);
    }), { numRuns: runs });
  });

  it('so it is with BuildConflicts', { timeout: PATIENCE }, async () => {
    await fc.assert(fc.asyncProperty(fc.boolean().chain((foreign) => anyUniverse({ foreign, group: false, refusing: true })), async (universe) => {
      await compare(universe);
    }), { numRuns: runs });
  });

  it('so it is with foreign bases behind the port’s own', { timeout: PATIENCE }, async () => {
    await fc.assert(fc.asyncProperty(anyUniverse({ foreign: true, group: false }), async (universe) => {
      await compare(universe);
    }), { numRuns: runs });
  });
});
