import type { BuilderName } from '../vocabulary/ids.ts';
import type { Offer, PoolRoom } from './dispatch.ts';

/** A builder of a fleet that is only thought of. */
export interface BookedBuilder {
  readonly builder: BuilderName;
  readonly slots: number;
  readonly pool?: string | null;
}

/** Which slots of a fleet are taken, for those who play a pass instead of driving one. */
export class SlotBook {
  readonly #builders: readonly BookedBuilder[];
  readonly #caps: ReadonlyMap<string, number>;
  readonly #taken = new Map<BuilderName, number>();

  /** @param caps the most attempts that the builders of a pool run together, by pool; without those that have no cap */
  constructor(builders: readonly BookedBuilder[], caps: ReadonlyMap<string, number> = new Map()) {
    this.#builders = builders;
    this.#caps = caps;
  }

  offers(): Offer[] {
    return this.#builders.map((each) => ({ ...each, free: each.slots - this.takenOf(each.builder) }));
  }

  rooms(): PoolRoom {
    return new Map([...this.#caps].map(([pool, cap]) => [pool, cap - this.#builders.reduce((sum, each) => sum + (each.pool === pool ? this.takenOf(each.builder) : 0), 0)]));
  }

  takenOf(builder: BuilderName): number {
    return this.#taken.get(builder) ?? 0;
  }

  take(builder: BuilderName): void {
    this.#taken.set(builder, this.takenOf(builder) + 1);
  }

  giveBack(builder: BuilderName): void {
    this.#taken.set(builder, this.takenOf(builder) - 1);
  }
}
