import type { PortDelta, PortHead, PortPart, PortSummary } from '#shared/contract/schemas/port.ts';
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

/** A model that is filled part by part; it is whole when all sources of the head have come. */
export interface GrowingModel {
  readonly model: PortModel;
  readonly take: (part: PortPart) => void;
}

export function growModel({ planDigest, sources, edges }: PortHead): GrowingModel {
  const needs: Graph = { nodes: sources, offsets: new Int32Array(sources + 1), targets: new Int32Array(edges) };
  let neededBy: Graph | null = null;
  const names: string[] = [];
  const evrs: string[] = [];
  const indexOf = new Map<string, number>();
  const columns = {
    states: new Uint8Array(sources),
    flags: new Uint16Array(sources),
    ranks: new Int32Array(sources),
    components: new Int32Array(sources),
    waits: new Int32Array(sources),
    failureClasses: new Int8Array(sources),
    owners: [] as string[],
    seconds: new Int32Array(sources),
  };
  const model: PortModel = {
    planDigest,
    names,
    evrs,
    ...columns,
    needs,
    // Turned round when somebody first asks: opening a port need not wait for it.
    get neededBy() {
      return (neededBy ??= reverse(needs));
    },
    indexOf,
  };
  const take = (part: PortPart): void => {
    const { from } = part;
    part.names.forEach((name, place) => indexOf.set(name, from + place));
    names.push(...part.names);
    evrs.push(...part.evrs);
    columns.owners.push(...part.owners);
    for (const column of ['states', 'flags', 'ranks', 'components', 'waits', 'failureClasses', 'seconds'] as const) columns[column].set(part[column], from);
    needs.offsets.set(part.needOffsets, from);
    needs.targets.set(part.needs, part.needOffsets[0] ?? 0);
  };
  return { model, take };
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
