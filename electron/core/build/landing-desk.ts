import { setImmediate as nextTurn } from 'node:timers/promises';

import { landingBreaks, type Break, type LandingGround, type SourceBinaries, type WaitingSource } from '#shared/plan/landing-check.ts';
import type { Plan } from '#shared/plan/types.ts';
import type { PortEvent } from '#shared/port/events.ts';
import { HELD_NAMED } from '#shared/port/holds.ts';
import type { Attempt } from '#shared/port/ledger.ts';
import type { Dependency } from '#shared/rpm/dependency.ts';
import type { BinaryPackage } from '#shared/rpm/package.ts';
import { parseDependency } from '#shared/rpm/parse-dependency.ts';
import type { AttemptId } from '#shared/vocabulary/ids.ts';

import type { PortService } from '../port/port-service.ts';
import type { PackageStore } from './package-store.ts';

/** Milliseconds after which others are let at the thread. */
const SLICE = 8;

/** What may come into the repository, and what is to be written down of the rest. */
export interface Weighed {
  readonly publish: readonly Attempt[];
  /** Who is held now, and who no longer is. */
  readonly events: readonly PortEvent[];
}

/**
 * Asks of everything that is about to be published what it would break in the repository, together with all that is held:
 * what broke something alone may break nothing in company. What is not known (a simulation's packages, what an older
 * version collected) is neither weighed nor held. A foreign base is not looked into: where it serves what a landing takes
 * away, a person says so.
 */
export class LandingDesk {
  readonly #port: PortService;
  readonly #packages: PackageStore;
  #asked: { readonly plan: Plan; readonly of: ReadonlyMap<string, readonly Dependency[]> } | null = null;

  constructor(port: PortService, packages: PackageStore) {
    this.#port = port;
    this.#packages = packages;
  }

  async weigh(batch: readonly Attempt[]): Promise<Weighed> {
    const { ledger } = this.#port;
    const held = ledger.holds.all().flatMap(({ attempt }) => ledger.attempt(attempt) ?? []);
    const known = [...batch, ...held].filter(({ id }) => this.#packages.of(id).length > 0);
    if (known.length === 0) return { publish: batch, events: [] };
    const ground = await this.#ground();
    const breaks = new Map<AttemptId, Break[]>();
    let coming = known;
    for (;;) {
      const found = landingBreaks(ground, coming.map((attempt) => this.#candidate(attempt)));
      const faulty = coming.filter(({ id, source }) => !ledger.holds.isReleased(id) && found.some((each) => each.source === source));
      if (faulty.length === 0) break;
      for (const { id, source } of faulty) breaks.set(id, found.filter((each) => each.source === source));
      coming = coming.filter(({ id }) => !breaks.has(id));
    }
    const isHeld = (attempt: Attempt): boolean => held.includes(attempt);
    const freed = held.filter(({ id }) => !breaks.has(id));
    return {
      publish: [...batch.filter(({ id }) => !breaks.has(id)), ...freed],
      events: [
        ...known.filter((attempt) => !isHeld(attempt)).flatMap(({ id }): PortEvent[] => {
          const mine = breaks.get(id);
          return mine === undefined ? [] : [{ kind: 'landing-held', attempt: id, breaks: mine.slice(0, HELD_NAMED).map(({ who, dependency, servedBy }) => ({ who, dependency, servedBy })), total: mine.length }];
        }),
        ...freed.map(({ id }): PortEvent => ({ kind: 'landing-released', attempt: id, keep: null })),
      ],
    };
  }

  /** An attempt's packages, with the older ones that stay beside them. */
  #candidate({ id, source }: Attempt): SourceBinaries {
    const kept = this.#port.ledger.holds.keptWith(id);
    return { source, binaries: [...this.#packages.of(id), ...(kept === null ? [] : this.#packages.of(kept))] };
  }

  async #ground(): Promise<LandingGround> {
    const { ledger, plan } = this.#port;
    const published = [...ledger.published().values()];
    this.#packages.holdOnly(new Set(published.flatMap((id) => [id, ledger.holds.keptWith(id) ?? id])));
    const own: SourceBinaries[] = [];
    let rest = performance.now() + SLICE;
    for (const id of published) {
      const attempt = ledger.attempt(id);
      if (attempt !== undefined) own.push(this.#candidate(attempt));
      // The first look of a session reads all of them.
      if (performance.now() < rest) continue;
      await nextTurn();
      rest = performance.now() + SLICE;
    }
    return { own, foreign: [] satisfies BinaryPackage[], waiting: plan === null ? [] : this.#waiting(plan) };
  }

  #waiting(plan: Plan): WaitingSource[] {
    if (this.#asked?.plan !== plan) this.#asked = { plan, of: new Map(plan.sources.map(({ name, requirements }) => [name, requirements.flatMap(({ dependency }) => parsed(dependency))])) };
    const { of } = this.#asked;
    return plan.sources.flatMap(({ name }, row) => (WAITS.has(this.#port.stateOf(row)) ? [{ source: name, buildRequires: of.get(name) ?? [] }] : []));
  }
}

/** Who is still to be built, so that what it needs has to stay. */
const WAITS: ReadonlySet<string> = new Set(['blocked', 'ready', 'queued', 'building', 'failed', 'stuck']);

function parsed(text: string): readonly Dependency[] {
  const dependency = parseDependency(text);
  return dependency.ok ? [dependency.value] : [];
}
