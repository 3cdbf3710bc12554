import { isRefuser } from './build-conflicts.ts';
import type { Fault } from './explain.ts';
import type { HiddenProvider } from './hidden.ts';
import { missingWords, sayClash } from './say-fault.ts';
import type { Plan, RootBlocker, Unresolvable } from './types.ts';

/** How a step is needed by the one before it: `apart` leads to what keeps two packages apart, `within` to the cycle that the one before is in. */
export interface StepNeed {
  readonly kind: 'build-requires' | 'build-group' | 'at-run-time' | 'apart' | 'within';
  /** The BuildRequires, or the member of the build group; null for the others. */
  readonly capability: string | null;
}

/** What a chain can end with that is no package. */
export type ReasonEnd =
  | { readonly kind: 'missing'; readonly reason: Unresolvable['reason']; readonly capability: string; readonly words: string; readonly hidden: readonly HiddenProvider[] }
  | { readonly kind: 'conflict'; readonly capability: string; readonly words: string }
  | { readonly kind: 'cycle'; readonly members: readonly number[]; readonly words: string };

/** One step from a source package to the root of what holds it up. Sources and binaries by their index in the plan. */
export type ReasonStep = { readonly by: StepNeed | null } & ({ readonly kind: 'source'; readonly source: number } | { readonly kind: 'binary'; readonly binary: number } | ReasonEnd);

/** What of a plan is read. */
type Names = Pick<Plan, 'binaries' | 'groupFaults'>;

const AT_RUN_TIME: StepNeed = { kind: 'at-run-time', capability: null };

/**
 * A fault as steps from its source over BuildRequires and binaries to what is missing; of a conflict a second chain leads to the
 * other package, and both end in what keeps them apart.
 */
export function faultSteps(plan: Names, source: number, fault: Fault): readonly (readonly ReasonStep[])[] {
  const { dependency, capability, via, reason, best, conflict, hidden } = fault;
  const start: ReasonStep = { kind: 'source', source, by: null };
  const ofGroup = plan.groupFaults.some((each) => each === fault);
  const from = (wanted: string): StepNeed => (wanted === '' ? { kind: 'build-group', capability: null } : { kind: ofGroup ? 'build-group' : 'build-requires', capability: wanted });
  const along = (wanted: string, binaries: readonly number[]): ReasonStep[] => binaries.map((binary, index): ReasonStep => ({ kind: 'binary', binary, by: index === 0 ? from(wanted) : AT_RUN_TIME }));
  if (conflict !== null) {
    const { one, other } = conflict;
    const end: ReasonStep = { kind: 'conflict', capability: 'cannot be installed together', words: sayClash(plan, conflict.clash), by: { kind: 'apart', capability: null } };
    // A source that refuses it by its own BuildConflicts is itself the other side.
    if (isRefuser(plan.binaries[other])) return [[start, ...along(dependency, via), { ...end, capability: 'must not be in the buildroot' }]];
    return [
      [start, ...along(dependency, via.length === 0 ? [one] : via), end],
      [start, ...along(conflict.dependency, conflict.via.length === 0 ? [other] : conflict.via), end],
    ];
  }
  const end: ReasonEnd =
    reason === 'conflict'
      ? { kind: 'conflict', capability, words: 'rules out what else is needed' }
      : { kind: 'missing', reason, capability, words: best === null ? missingWords(reason, hidden) : `the best there is: ${best}`, hidden };
  return [[start, ...along(dependency, via), { ...end, by: via.length === 0 ? from(dependency) : AT_RUN_TIME }]];
}

/**
 * A chain of blockers as steps: a cycle at its end is one step, and what an unresolvable package lacks follows on it.
 *
 * @param need how one source needs another
 * @param faultsOf what keeps a source from having a buildroot
 */
export function blockerSteps(plan: Names, root: RootBlocker, need: (needing: number, needed: number) => StepNeed, faultsOf: (source: number) => readonly Fault[]): readonly (readonly ReasonStep[])[] {
  const isInside = new Set(root.why === 'cycle' ? root.members : []);
  const entry = root.path.findIndex((source) => isInside.has(source));
  // A source that is in the cycle itself stands in front of it.
  const outside = entry < 0 ? root.path : root.path.slice(0, Math.max(1, entry));
  const steps = outside.map((source, index): ReasonStep => ({ kind: 'source', source, by: index === 0 ? null : need(outside[index - 1] ?? -1, source) }));
  if (root.why === 'cycle') {
    const count = root.members.length;
    const by: StepNeed = entry === 0 ? { kind: 'within', capability: null } : need(outside.at(-1) ?? -1, root.path[entry] ?? -1);
    return [[...steps, { kind: 'cycle', members: root.members, words: count === 1 ? 'it needs what only itself builds' : 'they need each other', by }]];
  }
  const [fault] = root.why === 'unresolvable' ? faultsOf(root.source) : [];
  if (fault === undefined) return [steps];
  const [first = [], ...others] = faultSteps(plan, root.source, fault);
  return [[...steps, ...first.slice(1)], ...others];
}
