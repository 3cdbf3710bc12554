import type { PortDelta, PortSnapshot, PortSummary } from '#shared/contract/schemas/port.ts';
import { FLAG_BITS } from '#shared/vocabulary/flag-bits.ts';
import { reverse, type Graph } from '#shared/graph/graph.ts';
import { FAILURE_CLASSES, type FailureClass } from '#shared/triage/classes.ts';
import { PACKAGE_STATES, type PackageState } from '#shared/vocabulary/package-state.ts';
import { formatCount } from '#renderer/ui/format.ts';

/** The whole port as columns, indexed by source. Structure never changes; states and what stands beside them are written in place by deltas. */
export interface PortModel {
  readonly planDigest: string;
  readonly names: readonly string[];
  readonly evrs: readonly string[];
  readonly states: Uint8Array;
  readonly flags: Uint16Array;
  readonly ranks: Int32Array;
  /** −1 outside of any cycle. */
  readonly components: Int32Array;
  readonly waits: Int32Array;
  /** Index into FAILURE_CLASSES; −1 for what has not failed. */
  readonly failureClasses: Int8Array;
  /** Empty where nobody looks after it. */
  readonly owners: string[];
  /** Of its last successful build; 0 while unknown. */
  readonly seconds: Int32Array;
  readonly needs: Graph;
  readonly neededBy: Graph;
  readonly indexOf: ReadonlyMap<string, number>;
}

export function modelOf(snapshot: PortSnapshot): PortModel {
  const needs: Graph = { nodes: snapshot.names.length, offsets: new Int32Array(snapshot.needOffsets), targets: new Int32Array(snapshot.needs) };
  let neededBy: Graph | null = null;
  return {
    planDigest: snapshot.planDigest,
    names: snapshot.names,
    evrs: snapshot.evrs,
    states: new Uint8Array(snapshot.states),
    flags: new Uint16Array(snapshot.flags),
    ranks: new Int32Array(snapshot.ranks),
    components: new Int32Array(snapshot.components),
    waits: new Int32Array(snapshot.waits),
    failureClasses: new Int8Array(snapshot.failureClasses),
    owners: [...snapshot.owners],
    seconds: new Int32Array(snapshot.seconds),
    needs,
    // Turned round when somebody first asks: opening a port need not wait for it.
    get neededBy() {
      return (neededBy ??= reverse(needs));
    },
    indexOf: new Map(snapshot.names.map((name, index) => [name, index])),
  };
}

/** Writes a delta into the columns; indexes that are not there are passed over. Returns how many sources it touched. */
export function applyDelta(model: PortModel, delta: PortDelta): number {
  let touched = 0;
  delta.indexes.forEach((source, position) => {
    if (source < 0 || source >= model.names.length) return;
    model.states[source] = delta.states[position] ?? 0;
    model.flags[source] = delta.flags[position] ?? 0;
    model.waits[source] = delta.waits[position] ?? 0;
    model.failureClasses[source] = delta.failureClasses[position] ?? -1;
    model.owners[source] = delta.owners[position] ?? '';
    model.seconds[source] = delta.seconds[position] ?? 0;
    touched += 1;
  });
  return touched;
}

export function stateAt(model: PortModel, source: number): PackageState {
  return PACKAGE_STATES[model.states[source] ?? 0] ?? 'blocked';
}

export function hasFlag(model: PortModel, source: number, flag: keyof typeof FLAG_BITS): boolean {
  return ((model.flags[source] ?? 0) & FLAG_BITS[flag]) !== 0;
}

const IN_REPO = PACKAGE_STATES.indexOf('in-repo');

/** Only in-repo unblocks others, provisional or not. */
export function isInRepo(model: PortModel, source: number): boolean {
  return model.states[source] === IN_REPO;
}

/** How many packages it needs directly. */
export function needsOf(model: PortModel, source: number): number {
  return (model.needs.offsets[source + 1] ?? 0) - (model.needs.offsets[source] ?? 0);
}

/** What its last build failed of; null where it has not failed. */
export function failureClassAt(model: PortModel, source: number): FailureClass | null {
  return FAILURE_CLASSES[model.failureClasses[source] ?? -1] ?? null;
}

/** "2,431 ported (88 with debt, 1,020 pristine), 12 left out, 208 to go, of 2,651". */
export function sayWhatIsPorted(summary: PortSummary): string {
  const toGo = Math.max(0, summary.portable - summary.inRepo - summary.leftOut);
  return `${formatCount(summary.inRepo)} ported (${formatCount(summary.withDebt)} with debt, ${formatCount(summary.pristine)} pristine), ${formatCount(summary.leftOut)} left out, ${formatCount(toGo)} to go, of ${formatCount(summary.portable)}`;
}
