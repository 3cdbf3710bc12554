import { landingBreaks } from '#shared/plan/landing-check.ts';
import type { Break, LandingGround, SourceBinaries, WaitingSource } from '#shared/plan/landing.ts';
import type { PackageLookup } from '#shared/plan/package-lookup.ts';
import type { Plan } from '#shared/plan/types.ts';
import type { PortEvent } from '#shared/port/events.ts';
import { HELD_NAMED, type HeldFor } from '#shared/port/holds.ts';
import type { Attempt } from '#shared/port/attempt.ts';
import type { Dependency } from '#shared/rpm/dependency.ts';
import { parseDependency } from '#shared/rpm/parse-dependency.ts';
import type { AttemptId } from '#shared/vocabulary/ids.ts';

import { pauses } from '../tasks/pauses.ts';
import type { PortService } from '../port/port-service.ts';
import { findFileClashes } from './file-clash-finder.ts';
import type { PackageStore } from './package-store.ts';

/** What may come into the repository, and what is to be written down of the rest. */
export interface Weighed {
  readonly publish: readonly Attempt[];
  /** Who is held now, and who no longer is. */
  readonly events: readonly PortEvent[];
}

export interface LandingParts {
  readonly port: PortService;
  readonly packages: PackageStore;
  /** What buildroots can have of the foreign bases; the same object until the plan changes. */
  readonly foreign: (pause: () => Promise<void>) => Promise<PackageLookup>;
  /** Names (or file paths) that every buildroot begins with, groups of comps taken apart. */
  readonly buildGroup: () => readonly string[];
}

/**
 * Asks of everything that is about to be published what it would break in the repository and of the foreign bases, together
 * with all that is held: what broke something alone may break nothing in company. What is not known (a simulation's
 * packages, what an older version collected) is neither weighed nor held.
 */
export class LandingDesk {
  readonly #parts: LandingParts;
  #asked: { readonly plan: Plan; readonly of: ReadonlyMap<string, readonly Dependency[]> } | null = null;

  constructor(parts: LandingParts) {
    this.#parts = parts;
  }

  async weigh(batch: readonly Attempt[]): Promise<Weighed> {
    const { port: { ledger }, packages } = this.#parts;
    const held = ledger.holds.all().flatMap(({ attempt }) => ledger.attempt(attempt) ?? []);
    const known = [...batch, ...held].filter(({ id }) => packages.of(id).length > 0);
    if (known.length === 0) return { publish: batch, events: [] };
    const pause = pauses();
    const ground = await this.#ground(pause);
    const clashes = await this.#fileClashes(known, pause);
    const breaks = new Map<AttemptId, Break[]>();
    let coming = known;
    for (;;) {
      const found = landingBreaks(ground, coming.map((attempt) => this.#candidate(attempt)), clashes);
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
          return mine === undefined ? [] : [{ kind: 'landing-held', attempt: id, breaks: mine.slice(0, HELD_NAMED).map(heldFor), total: mine.length }];
        }),
        ...freed.map(({ id }): PortEvent => ({ kind: 'landing-released', attempt: id, keep: null })),
      ],
    };
  }

  /** An attempt's packages, with the older ones that stay beside them. */
  #candidate({ id, source }: Attempt): SourceBinaries {
    const { port, packages } = this.#parts;
    const kept = port.ledger.holds.keptWith(id);
    return { source, binaries: [...packages.of(id), ...(kept === null ? [] : packages.of(kept))] };
  }

  async #ground(pause: () => Promise<void>): Promise<LandingGround> {
    const { port: { ledger, plan }, packages, foreign, buildGroup } = this.#parts;
    const published = [...ledger.published().values()];
    packages.holdOnly(new Set(published.flatMap((id) => [id, ledger.holds.keptWith(id) ?? id])));
    const own: SourceBinaries[] = [];
    for (const id of published) {
      const attempt = ledger.attempt(id);
      if (attempt !== undefined) own.push(this.#candidate(attempt));
      // The first look of a session reads all of them.
      await pause();
    }
    const group = buildGroup().flatMap(parsed);
    return { own, base: await foreign(pause), waiting: plan === null ? [] : this.#waiting(plan), group };
  }

  #fileClashes(known: readonly Attempt[], pause: () => Promise<void>) {
    const { port: { ledger }, packages } = this.#parts;
    const published = ledger.published();
    const coming = new Set(known.map(({ source }) => source));
    const staying = [...published].flatMap(([source, id]) => (coming.has(source) ? [] : [id, ...(ledger.holds.keptWith(id) === null ? [] : [ledger.holds.keptWith(id) ?? id])]));
    return findFileClashes(packages, known.map(({ id, source }) => ({ attempt: id, replaces: published.get(source) ?? null })), staying, pause);
  }

  #waiting(plan: Plan): WaitingSource[] {
    if (this.#asked?.plan !== plan) this.#asked = { plan, of: new Map(plan.sources.map(({ name, requirements }) => [name, requirements.flatMap(({ dependency }) => parsed(dependency))])) };
    const { of } = this.#asked;
    return plan.sources.flatMap(({ name }, row) => (WAITS.has(this.#parts.port.stateOf(row)) ? [{ source: name, buildRequires: of.get(name) ?? [] }] : []));
  }
}

/** Who is still to be built, so that what it needs has to stay. */
const WAITS: ReadonlySet<string> = new Set(['blocked', 'ready', 'queued', 'building', 'failed', 'stuck']);

function heldFor({ who, dependency, servedBy, note, clash }: Break): HeldFor {
  return { who, dependency, servedBy, ...(note === null ? {} : { note }), ...(clash === null ? {} : { clash }) };
}

function parsed(text: string): readonly Dependency[] {
  const dependency = parseDependency(text);
  return dependency.ok ? [dependency.value] : [];
}
