import type { BuilderName } from '../vocabulary/ids.ts';
import { meetsNeed, type BuilderNeed, type BuilderTraits } from './builder-need.ts';

/** A builder that can take work now. */
export interface Offer {
  readonly builder: BuilderName;
  /** Slots that are free. */
  readonly free: number;
  /** Slots in all, so that a fast guest with many is not always the first choice. */
  readonly slots: number;
  /** The LPAR or z/VM system that it shares with others; none where it is left out or null. */
  readonly pool?: string | null;
  /** What it said of itself. */
  readonly facts?: BuilderTraits['facts'];
}

/** How many more attempts each pool may run, where it has a cap of its own; a pool that is not named has none. */
export type PoolRoom = ReadonlyMap<string, number>;
const NO_CAPS: PoolRoom = new Map();

/** A package that waits for a slot; the list it is in is in the scheduler's order. */
export interface Waiting<Source> {
  readonly source: Source;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  /** Builders where the infrastructure failed it; taken only when there is no other. */
  readonly avoid: ReadonlySet<BuilderName>;
  /** What it asks of its builder; null or left out: nothing. */
  readonly need?: BuilderNeed | null;
}

export interface Assignment<Source> {
  readonly source: Source;
  readonly builder: BuilderName;
}

/**
 * Hands the packages out, in order, each to the builder with the largest share of its slots free; ties go by name. No
 * pool gets more than it has room for. A package goes to a builder that meets its need and to no other, and back to one
 * that failed it only when nobody else of the fleet that meets it is there at all. Work: the packages that can go and the first that cannot, each times the builders.
 *
 * @param fleet every builder that is ready, also those without a free slot
 */
export function assign<Source>(waiting: readonly Waiting<Source>[], fleet: readonly Offer[], now: number, rooms: PoolRoom = NO_CAPS): readonly Assignment<Source>[] {
  const free = new Map(fleet.map(({ builder, free: count }) => [builder, count]));
  const room = new Map(rooms);
  const isOpen = ({ builder, pool = null }: Offer): boolean => (free.get(builder) ?? 0) > 0 && (pool === null || (room.get(pool) ?? 1) > 0);
  const share = ({ builder, slots }: Offer): number => (free.get(builder) ?? 0) / Math.max(slots, 1);
  const assignments: Assignment<Source>[] = [];
  for (const { source, notBefore, avoid, need = null } of waiting) {
    if (!fleet.some(isOpen)) break;
    if (notBefore > now) continue;
    const meeting = need === null ? fleet : fleet.filter((offer) => offerMeets(offer, need));
    const others = meeting.filter(({ builder }) => !avoid.has(builder));
    const open = (others.length > 0 ? others : meeting).filter(isOpen);
    const best = open.toSorted((a, b) => share(b) - share(a) || (a.builder < b.builder ? -1 : 1))[0];
    if (best === undefined) continue;
    free.set(best.builder, (free.get(best.builder) ?? 0) - 1);
    const { pool = null } = best;
    const left = pool === null ? undefined : room.get(pool);
    if (pool !== null && left !== undefined) room.set(pool, left - 1);
    assignments.push({ source, builder: best.builder });
  }
  return assignments;
}

/** Whether a builder is one that a package asks for. */
export function offerMeets({ builder, pool = null, facts = null }: Offer, need: BuilderNeed): boolean {
  return meetsNeed(need, { name: builder, pool, facts });
}

/** How many slots can be given away at this moment, pools considered. */
export function openSlots(fleet: readonly Offer[], rooms: PoolRoom): number {
  const byPool = new Map<string | null, number>();
  for (const { pool = null, free } of fleet) byPool.set(pool, (byPool.get(pool) ?? 0) + Math.max(free, 0));
  return [...byPool].reduce((sum, [pool, count]) => sum + Math.min(count, pool === null ? count : Math.max(rooms.get(pool) ?? count, 0)), 0);
}

/** When somebody who waits for the end of a backoff may go at the earliest; null when nobody does. */
export function nextWake(waiting: readonly Waiting<unknown>[], now: number): number | null {
  let next: number | null = null;
  for (const { notBefore } of waiting) if (notBefore > now && (next === null || notBefore < next)) next = notBefore;
  return next;
}
