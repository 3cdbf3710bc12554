import { isRefuser } from './build-conflicts.ts';
import type { Fault } from './explain.ts';
import { hiddenRemedy, sayHidden } from './say-hidden.ts';
import type { HiddenProvider } from './hidden.ts';
import type { MissingReason, Plan, PlannedConflict } from './types.ts';

type Names = Pick<Plan, 'binaries'>;

const MISSING_WORDS: Readonly<Record<MissingReason, string>> = {
  'nothing-provides': 'nothing provides it',
  version: 'no version of it would do',
  filtered: 'kept out by an exclude or ignore',
  'other-architecture': 'only for another architecture',
  'no-source': 'the port has no source for it',
  conflict: 'clashes with what else is needed',
  'not-installable': 'cannot be installed itself',
};

/** Why something is missing that only packages of streams have that are not enabled. */
export const HIDDEN_WORDS = 'hidden by modular filtering';

/** What one BuildRequires is said to lack, in a few words. */
export function missingWords(reason: MissingReason, hidden: readonly HiddenProvider[] = []): string {
  return hidden.length === 0 ? MISSING_WORDS[reason] : `${HIDDEN_WORDS}: ${hiddenRemedy(hidden)}`;
}

/** Why something cannot be had: one sentence, the same in the drawer, on the command line and in reports. */
export function sayFault(plan: Names, fault: Fault): string {
  const { capability, reason, best, conflict, via, hidden } = fault;
  const chain = neededBy(plan, via);
  switch (reason) {
    case 'nothing-provides':
      return `Nothing provides ${capability}${chain}.`;
    case 'version':
      return `No version of what provides it would do for ${capability}${chain}${best === null ? '' : `; ${best} is the best there is`}.`;
    case 'filtered':
      return hidden.length === 0 ? `${capability}${chain} is kept out by an exclude or ignore of the project.` : `${capability}${chain} is ${HIDDEN_WORDS}: ${sayHidden(hidden)}`;
    case 'other-architecture':
      return `${capability}${chain} is there for another architecture only.`;
    case 'no-source':
      return `${capability}${chain} is in the reference, but the port has no source that builds it.`;
    case 'conflict':
      return conflict === null ? `${fault.dependency} cannot be had together with what else is needed: ${capability}${chain} rules it out.` : sayConflict(plan, fault, conflict);
  }
}

function sayConflict(plan: Names, { via, dependency }: Fault, { clash, one, other, dependency: otherDependency, via: otherVia }: PlannedConflict): string {
  if (isRefuser(plan.binaries[other])) return `${nevraOf(plan, one)}${purpose(plan, dependency, via)} must not be in the buildroot: ${sayClash(plan, clash)}.`;
  const [left, right] = [nevraOf(plan, one), nevraOf(plan, other)];
  const pair = `${left}${purpose(plan, dependency, via)} and ${right}${otherVia.length === 0 ? '' : purpose(plan, otherDependency, otherVia)} cannot be installed together`;
  return `${pair}: ${sayClash(plan, clash)}.`;
}

/** What keeps two packages apart, in a few words. */
export function sayClash(plan: Names, clash: PlannedConflict['clash']): string {
  switch (clash.kind) {
    case 'same-name':
      return 'there is one package of a name';
    case 'conflicts':
      return isRefuser(plan.binaries[clash.by]) ? `${nameOf(plan, clash.by)} has BuildConflicts: ${clash.dependency}` : `${nameOf(plan, clash.by)} conflicts with ${clash.dependency}`;
    case 'obsoletes':
      return `${nameOf(plan, clash.by)} obsoletes ${clash.dependency}`;
  }
}

/** What the last of a chain is needed for, in parentheses; nothing where its name says so. */
function purpose(plan: Names, wanted: string, via: readonly number[]): string {
  const names = via.map((id) => nameOf(plan, id));
  const [first] = names;
  const chain = names.slice(0, -1).toReversed().map((name) => `needed by ${name}`).join(', ');
  const words = [chain, wanted === '' ? 'of the build group' : first === wanted ? '' : `for ${wanted}`].filter((each) => each !== '').join(' ');
  return words === '' ? '' : ` (${words})`;
}

/** What keeps a source from having a buildroot, the build group's own faults first. */
export function faultsOf(plan: Pick<Plan, 'groupFaults' | 'unresolvable' | 'notInstallable'>, source: number): readonly Fault[] {
  return [...plan.groupFaults, ...[...plan.unresolvable, ...plan.notInstallable].filter((fault) => fault.source === source)];
}

/** The chain of a fault as a path: the BuildRequires, the binaries by NEVRA, and what is missing, with the package that modular filtering hides; and the same for the other package of a conflict. */
export function faultPaths(plan: Names, { dependency, capability, via, conflict, hidden }: Fault): { readonly path: string[]; readonly against: string[] } {
  const path = [...(dependency === '' ? [] : [dependency]), ...via.map((id) => nevraOf(plan, id))];
  if (conflict === null) return { path: [...path, ...(via.length === 0 && capability === dependency ? [] : [capability]), ...hidden.slice(0, 1).map(({ nevra, hiding }) => `${nevra} (${hiding.kind === 'inactive' ? 'of' : 'hidden by'} ${hiding.streams.join(', ')})`)], against: [] };
  if (isRefuser(plan.binaries[conflict.other])) return { path, against: [sayClash(plan, conflict.clash)] };
  return { path, against: [...(conflict.dependency === '' ? [] : [conflict.dependency]), ...conflict.via.map((id) => nevraOf(plan, id))] };
}

/** From what lacks it back to the BuildRequires. */
function neededBy(plan: Names, via: readonly number[]): string {
  return via.toReversed().map((id) => `, needed by ${nameOf(plan, id)}`).join('');
}

function nameOf(plan: Names, id: number): string {
  return plan.binaries[id]?.name ?? '';
}

function nevraOf(plan: Names, id: number): string {
  return plan.binaries[id]?.nevra ?? '';
}
