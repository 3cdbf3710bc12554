import { CYCLE_NAMED, type PathStep, type PlanPaths } from '#shared/contract/schemas/paths.ts';
import { edgeIndex } from '#shared/graph/graph.ts';
import { pathsBetween } from '#shared/graph/paths-between.ts';
import { blockerSteps, faultSteps, type ReasonStep, type StepNeed } from '#shared/plan/reason-path.ts';
import { faultsOf } from '#shared/plan/say-fault.ts';
import { rootBlockersOf } from '#shared/plan/root-blockers.ts';
import type { Plan } from '#shared/plan/types.ts';
import { parseSourceName } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import type { PortService } from './port-service.ts';

/** More paths than these are counted, not told. */
const MOST = 8;
/** And more than these are not even counted. */
const COUNTED = 99;

/** Why a package needs another, or cannot be built: ways through the plan, with what is required at each step. */
export class PathFinder {
  readonly #port: PortService;
  readonly #why: (name: string) => string;

  /** @param why a package is in its state, in the words of its drawer */
  constructor(port: PortService, why: (name: string) => string) {
    this.#port = port;
    this.#why = why;
  }

  /** The shortest paths from `from` to `to`; without `to` those to the roots of what holds it up, and to what it lacks. Throws `not-found` for a package that is not there. */
  find(from: string, to: string | null): PlanPaths {
    const plan = this.#port.plan;
    const start = this.#row(from);
    if (plan === null) throw new ProblemError('not-found', 'The port has no plan yet.');
    if (to === null) return this.#toRoots(plan, start, from);
    const goal = this.#row(to);
    if (start === goal) return { paths: [], more: 0, why: `${from} is both ends: choose another package.` };
    for (const graph of [plan.direct, plan.closure]) {
      const all = pathsBetween(graph, start, goal, COUNTED);
      const first = all[0];
      if (first === undefined) continue;
      const steps = first.length - 1;
      const through = graph === plan.direct ? 'BuildRequires' : 'what BuildRequires pull in at run time';
      return { paths: all.slice(0, MOST).map((path) => this.#told(plan, path)), more: Math.max(0, all.length - MOST), why: `${from} needs ${to} in ${steps === 1 ? 'one step' : `${steps} steps`}, by ${through}.` };
    }
    const back = pathsBetween(plan.closure, goal, start, 1).length > 0;
    return { paths: [], more: 0, why: `${from} does not need ${to}, not even through others.${back ? ` It is the other way round: ${to} needs ${from}.` : ''}` };
  }

  #toRoots(plan: Plan, start: number, from: string): PlanPaths {
    const { tracker } = this.#port;
    const state = this.#port.stateOf(start);
    if (state === 'unresolvable') {
      const faults = faultsOf(plan, start);
      return { paths: this.#tell(plan, faults.slice(0, MOST).flatMap((fault) => faultSteps(plan, start, fault))), more: Math.max(0, faults.length - MOST), why: this.#why(from) };
    }
    const roots = tracker === null || tracker.readinessOf(start) !== 'blocked' ? [] : rootBlockersOf(tracker, start);
    if (roots.length === 0) return { paths: [], more: 0, why: `Nothing holds ${from} up.` };
    const need = (needing: number, needed: number): StepNeed => howNeeded(plan, needing, needed);
    const paths = roots.slice(0, MOST).flatMap((root) => blockerSteps(plan, root, need, (source) => faultsOf(plan, source)));
    return { paths: this.#tell(plan, paths), more: Math.max(0, roots.length - MOST), why: state === 'blocked' ? this.#why(from) : `${from} waits for ${roots.length === 1 ? 'one root' : `${roots.length.toLocaleString('en')} roots`}.` };
  }

  #row(name: string): number {
    const source = parseSourceName(name);
    const row = source.ok ? this.#port.rowOf(source.value) : undefined;
    if (row === undefined) throw new ProblemError('not-found', `There is no package ${JSON.stringify(name.slice(0, 80))} in this port.`);
    return row;
  }

  #told(plan: Plan, path: readonly number[]): PathStep[] {
    return path.map((source, index) => this.#step(plan, { kind: 'source', source, by: index === 0 ? null : howNeeded(plan, path[index - 1] ?? -1, source) }));
  }

  #tell(plan: Plan, paths: readonly (readonly ReasonStep[])[]): PathStep[][] {
    return paths.map((path) => path.map((step) => this.#step(plan, step)));
  }

  #step(plan: Plan, step: ReasonStep): PathStep {
    const nameOf = (row: number): string => plan.sources[row]?.name ?? '';
    switch (step.kind) {
      case 'source':
        return { kind: 'package', source: nameOf(step.source), state: this.#port.stateOf(step.source), by: step.by };
      case 'binary': {
        const { nevra = '', source = -1, base = -1 } = plan.binaries[step.binary] ?? {};
        return { kind: 'binary', nevra, source: source < 0 ? null : nameOf(source), state: source < 0 ? null : this.#port.stateOf(source), base: plan.bases[base] ?? null, by: step.by };
      }
      case 'cycle':
        return { kind: 'cycle', members: step.members.slice(0, CYCLE_NAMED).map(nameOf), size: step.members.length, words: step.words, by: step.by };
      case 'missing':
      case 'conflict':
        return step;
    }
  }
}

/** The BuildRequires of one source that a binary of the other serves; else it comes at run time. */
function howNeeded(plan: Plan, needing: number, needed: number): StepNeed {
  if (edgeIndex(plan.direct, needing, needed) < 0) return { kind: 'at-run-time', capability: null };
  const requirement = plan.sources[needing]?.requirements.find(({ providers }) => providers.some((binary) => plan.binaries[binary]?.source === needed));
  return { kind: 'build-requires', capability: requirement?.dependency ?? null };
}
