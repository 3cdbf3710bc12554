import type { BuilderName } from '../vocabulary/ids.ts';

/** A builder that can take work now. */
export interface Offer {
  readonly builder: BuilderName;
  /** Slots that are free. */
  readonly free: number;
  /** Slots in all, so that a fast guest with many is not always the first choice. */
  readonly slots: number;
}

/** A package that waits for a slot; the list it is in is in the scheduler's order. */
export interface Waiting<Source> {
  readonly source: Source;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  /** Builders where the infrastructure failed it; taken only when there is no other. */
  readonly avoid: ReadonlySet<BuilderName>;
}

export interface Assignment<Source> {
  readonly source: Source;
  readonly builder: BuilderName;
}

/**
 * Hands the packages out, in order, each to the builder with the largest share of its slots free; ties go by name. A
 * package goes back to a builder that failed it only when nobody else of the fleet is there at all.
 *
 * @param fleet every builder that is ready, also those without a free slot
 */
export function assign<Source>(waiting: readonly Waiting<Source>[], fleet: readonly Offer[], now: number): readonly Assignment<Source>[] {
  const free = new Map(fleet.map(({ builder, free: count }) => [builder, count]));
  const assignments: Assignment<Source>[] = [];
  for (const { source, notBefore, avoid } of waiting) {
    if (notBefore > now) continue;
    const others = fleet.filter(({ builder }) => !avoid.has(builder));
    const open = (others.length > 0 ? others : fleet).filter(({ builder }) => (free.get(builder) ?? 0) > 0);
    const share = ({ builder, slots }: Offer): number => (free.get(builder) ?? 0) / Math.max(slots, 1);
    const best = open.toSorted((a, b) => share(b) - share(a) || (a.builder < b.builder ? -1 : 1))[0];
    if (best === undefined) continue;
    free.set(best.builder, (free.get(best.builder) ?? 0) - 1);
    assignments.push({ source, builder: best.builder });
  }
  return assignments;
}

/** When somebody who waits for the end of a backoff may go at the earliest; null when nobody does. */
export function nextWake(waiting: readonly Waiting<unknown>[], now: number): number | null {
  const later = waiting.map(({ notBefore }) => notBefore).filter((instant) => instant > now);
  return later.length === 0 ? null : Math.min(...later);
}
