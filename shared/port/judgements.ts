import type { BuilderName, SourceName } from '../vocabulary/ids.ts';
import type { PortEvent } from './events.ts';
import type { Verdict } from './verdict.ts';

/** What people said that no pass ends: verdicts on failures, owners of packages, builders in quarantine. */
export class Judgements {
  readonly #verdicts = new Map<SourceName, Verdict>();
  readonly #owners = new Map<SourceName, string>();
  readonly #quarantined = new Map<BuilderName, string>();

  /** What a person made of its failure, in whatever pass; null where nobody judged. */
  verdictOf(source: SourceName): Verdict | null {
    return this.#verdicts.get(source) ?? null;
  }

  /** Who looks after it; null: nobody. */
  ownerOf(source: SourceName): string | null {
    return this.#owners.get(source) ?? null;
  }

  /** The builders that are given nothing new, each with the reason. */
  quarantined(): ReadonlyMap<BuilderName, string> {
    return this.#quarantined;
  }

  /** @returns the sources that it is about; a builder's quarantine changes none */
  apply(event: Extract<PortEvent, { kind: 'verdict-given' | 'verdict-withdrawn' | 'owner-set' | 'builder-quarantined' | 'builder-released' }>, at: number): readonly SourceName[] {
    switch (event.kind) {
      case 'verdict-given': {
        const { source, failureClass, note, signature } = event;
        this.#verdicts.set(source, { failureClass, note, signature, at });
        return [source];
      }
      case 'verdict-withdrawn':
        this.#verdicts.delete(event.source);
        return [event.source];
      case 'owner-set':
        if (event.owner === null) this.#owners.delete(event.source);
        else this.#owners.set(event.source, event.owner);
        return [event.source];
      case 'builder-quarantined':
        this.#quarantined.set(event.builder, event.reason);
        return [];
      case 'builder-released':
        this.#quarantined.delete(event.builder);
        return [];
    }
  }
}
