import { isEnded } from '../vocabulary/attempt-state.ts';
import { assertNever } from '../vocabulary/assert-never.ts';
import type { AttemptId, SourceName } from '../vocabulary/ids.ts';
import { endedAttempt, madeAttempt, type Attempt } from './attempt.ts';
import { BuildStatistics, type DurationStatistics } from './build-statistics.ts';
import { Depths } from './depth.ts';
import type { AttemptEnd, PortEvent, RecordedEvent } from './events.ts';
import { Holds, type Held } from './holds.ts';
import { Judgements } from './judgements.ts';
import { Landings } from './landings.ts';
import { openingOf, openingOn, type PassOpening } from './opening.ts';
import { ScratchWishes, type ScratchWish } from './scratch-wishes.ts';
import { UNTOUCHED, type SourceRecord } from './source-record.ts';

/** After this many lost attempts or infrastructure faults in a row a package is `stuck` (product.md, "States"). */
export const INFRASTRUCTURE_RETRIES = 3;

/** What opening a pass puts aside. */
interface BeforePass {
  readonly pass: number;
  readonly opening: PassOpening | null;
  readonly records: Map<SourceName, SourceRecord>;
  readonly requested: readonly SourceName[];
  readonly wishes: readonly ScratchWish[];
  readonly unpublished: readonly (readonly [SourceName, AttemptId])[];
  readonly held: readonly (readonly [SourceName, Held])[];
  readonly ofPass: DurationStatistics;
}

/**
 * The port's history folded into what is true now. It never refuses an event: what cannot follow from what was before
 * (a move of an attempt that has ended, an end of one that was never made) changes nothing, so a log that was cut
 * short or written by an older version still opens.
 */
export class Ledger {
  #pass = 1;
  #opening: PassOpening | null = null;
  /** How everything stood when the pass was opened, as long as nothing was done in it. */
  #before: BeforePass | null = null;
  #generation = 0;
  #sequence = 0;
  readonly #records = new Map<SourceName, SourceRecord>();
  readonly #attempts = new Map<AttemptId, Attempt>();
  readonly #counts = new Map<SourceName, number>();
  /** What follows from the maps above, kept so that nobody searches thousands of attempts at each change. */
  readonly #unended = new Set<AttemptId>();
  readonly #requested = new Set<SourceName>();
  readonly #unpublished = new Map<SourceName, AttemptId>();
  readonly #published = new Map<SourceName, AttemptId>();
  readonly #wishes = new ScratchWishes();
  #simulated = false;
  readonly statistics = new BuildStatistics();
  readonly landings = new Landings();
  readonly depths = new Depths();
  readonly holds = new Holds();
  readonly judgements = new Judgements();

  /** The pass that is under way, from 1. */
  get pass(): number {
    return this.#pass;
  }

  /** How it was opened; null for the first, which nobody opens. */
  get opening(): PassOpening | null {
    return this.#opening;
  }

  /** The generation that a buildroot is made from which begins now: in a frozen pass always the same. */
  get buildGeneration(): number {
    return this.#opening?.mode?.kind === 'frozen' ? this.#opening.generation : this.#generation;
  }

  /** The newest generation of the repository that is in use; 0 before the first. */
  get generation(): number {
    return this.#generation;
  }

  /** The last event that is in it; 0 before the first. */
  get sequence(): number {
    return this.#sequence;
  }

  /** Some of its attempts were a simulation's. */
  get hasSimulated(): boolean {
    return this.#simulated;
  }

  record(source: SourceName): SourceRecord {
    return this.#records.get(source) ?? UNTOUCHED;
  }

  attempt(id: AttemptId): Attempt | undefined {
    return this.#attempts.get(id);
  }

  /** All attempts of all passes, in the order in which they were made. */
  attempts(): IterableIterator<Attempt> {
    return this.#attempts.values();
  }

  attemptsOf(source: SourceName): readonly Attempt[] {
    return this.record(source).attempts.flatMap((id) => this.#attempts.get(id) ?? []);
  }

  /** The attempts that have not ended, in the order in which they were made. */
  unended(): readonly Attempt[] {
    return [...this.#unended].flatMap((id) => this.#attempts.get(id) ?? []);
  }

  /** The newest successful attempts of this pass that no generation has yet, in the order in which they ended; not what is held. */
  unpublished(): readonly Attempt[] {
    return [...this.#unpublished].flatMap(([source, id]) => (this.record(source).held === id ? [] : (this.#attempts.get(id) ?? [])));
  }

  /** For each source the attempt, of whatever pass, whose RPMs the newest generation has. */
  published(): ReadonlyMap<SourceName, AttemptId> {
    return this.#published;
  }

  /** The sources that somebody wants built, in the order in which they were asked for. */
  requested(): ReadonlySet<SourceName> {
    return this.#requested;
  }

  /** The scratch builds that wait, in the order in which they were asked for. */
  wishes(): readonly ScratchWish[] {
    return this.#wishes.all();
  }

  /** The sources that a person left out. */
  leftOut(): readonly SourceName[] {
    return [...this.#records].flatMap(([name, record]) => (record.leftOut !== null ? [name] : []));
  }

  /** Whether the pass that is under way can be taken back: it was opened, and nothing but scratch builds was asked for or done in it yet. */
  get canWithdraw(): boolean {
    return this.#before !== null && this.#requested.size === 0;
  }

  /** Folds one event in and names the sources whose record changed (`null`: all of them, a pass began). */
  apply({ sequence, at, event }: RecordedEvent): readonly SourceName[] | null {
    this.#sequence = Math.max(this.#sequence, sequence);
    switch (event.kind) {
      case 'pass-opened':
        return this.#openPass(event.pass, openingOf(event, sequence, this.#generation, this.#published.keys()));
      case 'pass-withdrawn':
        return this.canWithdraw && event.pass === this.#pass ? this.#withdrawPass() : [];
      case 'build-requested':
        return this.#change(event.sources, () => ({ requested: true, elsewhere: event.elsewhere === true, infrastructureFaults: 0 }));
      case 'build-unrequested':
        return this.#change(event.sources, () => ({ requested: false }));
      case 'scratch-requested':
        this.#wishes.add({ source: event.source, purpose: event.purpose });
        return [event.source];
      case 'scratch-withdrawn':
        return event.wishes.flatMap((wish) => this.#wishes.take(wish) ?? []);
      case 'attempt-created':
        return this.#create(event, at, sequence);
      case 'attempt-moved': {
        const attempt = this.#running(event.attempt);
        if (attempt === undefined) return [];
        const phase = event.step.state === 'building' ? event.step.phase : null;
        this.#attempts.set(attempt.id, { ...attempt, state: event.step.state, phase, movedAt: at });
        return [attempt.source];
      }
      case 'attempt-ended':
        return this.#end(event.attempt, event.end, at);
      case 'buildroot-recorded': {
        const attempt = this.#attempts.get(event.attempt);
        if (attempt === undefined) return [];
        this.depths.add(event.attempt, event.shallowest);
        return [attempt.source];
      }
      case 'generation-published':
        return this.#publish(event.generation, event.attempts, { sequence, at });
      case 'landing-held':
      case 'landing-released':
        return this.#weighed(event);
      case 'repository-taken':
        return this.#takeRepository(event.generation, event.gone);
      case 'left-out':
        return this.#changeLeftOut(event.source, { leftOut: event.reason, requested: false });
      case 'brought-back':
        return this.#changeLeftOut(event.source, { leftOut: null });
      case 'verdict-given':
      case 'verdict-withdrawn':
      case 'owner-set':
      case 'builder-quarantined':
      case 'builder-released':
        return this.judgements.apply(event, at);
      case 'fix-applied':
      case 'fix-removed':
        return [event.source];
      default:
        return assertNever(event);
    }
  }

  #change(sources: readonly SourceName[], change: (record: SourceRecord) => Partial<SourceRecord>): readonly SourceName[] {
    for (const source of sources) {
      const before = this.record(source);
      const record = { ...before, ...change(before) };
      this.#records.set(source, record);
      if (record.requested) this.#requested.add(source);
      else this.#requested.delete(source);
    }
    return sources;
  }

  /** What is left out is so in the pass before too, should that be gone back to. */
  #changeLeftOut(source: SourceName, change: Partial<SourceRecord>): readonly SourceName[] {
    this.#before?.records.set(source, { ...(this.#before.records.get(source) ?? UNTOUCHED), ...change });
    return this.#change([source], () => change);
  }

  /** What was left out stays so; everything else begins anew. */
  #openPass(pass: number, opening: PassOpening): null {
    this.#before = {
      pass: this.#pass, opening: this.#opening, records: new Map(this.#records), requested: [...this.#requested], wishes: this.#wishes.all(), unpublished: [...this.#unpublished],
      held: this.holds.heldNow(), ofPass: this.statistics.ofPass,
    };
    this.#pass = pass;
    this.#opening = opening;
    this.#requested.clear();
    this.#wishes.clear();
    this.#unpublished.clear();
    this.holds.clear();
    this.statistics.openPass();
    for (const [source, record] of this.#records) this.#records.set(source, { ...UNTOUCHED, leftOut: record.leftOut });
    return null;
  }

  /** As if the pass had not been opened, but for scratch builds, and what was left out or brought back since. */
  #withdrawPass(): null {
    const before = this.#before;
    if (before === null) return null;
    this.#before = null;
    this.#pass = before.pass;
    this.#opening = before.opening;
    for (const [source, record] of before.records) this.#records.set(source, { ...record, attempts: [...record.attempts, ...this.record(source).attempts] });
    for (const source of before.requested) if (this.record(source).requested) this.#requested.add(source);
    for (const wish of before.wishes) this.#wishes.add(wish);
    for (const [source, attempt] of before.unpublished) this.#unpublished.set(source, attempt);
    for (const [source, held] of before.held) this.holds.hold(source, held);
    this.statistics.takePassBack(before.ofPass);
    return null;
  }

  #create(event: Extract<PortEvent, { kind: 'attempt-created' }>, at: number, sequence: number): readonly SourceName[] {
    if (this.#attempts.has(event.attempt)) return [];
    const { source, scratch, simulated = false, imported = false, purpose = null } = event;
    if (!scratch) this.#before = null;
    if (purpose !== null) this.#wishes.take(purpose.wish);
    const number = (this.#counts.get(source) ?? 0) + 1;
    this.#counts.set(source, number);
    this.#attempts.set(event.attempt, madeAttempt(event, number, sequence, at));
    this.#unended.add(event.attempt);
    this.#simulated ||= simulated;
    if (imported) this.depths.addImport(event.attempt);
    return this.#change([source], (record) => ({ attempts: [...record.attempts, event.attempt], requested: scratch && record.requested }));
  }

  #running(id: AttemptId): Attempt | undefined {
    const attempt = this.#attempts.get(id);
    return attempt === undefined || isEnded(attempt.state) ? undefined : attempt;
  }

  #end(id: AttemptId, end: AttemptEnd, at: number): readonly SourceName[] {
    const attempt = this.#running(id);
    if (attempt === undefined) return [];
    this.#attempts.set(id, endedAttempt(attempt, end, at));
    this.#unended.delete(id);
    if (attempt.scratch) return [attempt.source];
    this.#before = null;
    const inPass = attempt.pass === this.#pass;
    if (end.kind === 'succeeded' && !attempt.imported) this.statistics.built(attempt.source, attempt.builder, at - attempt.createdAt, inPass);
    if (end.kind === 'failed') this.statistics.failed(attempt.builder);
    if (!inPass) return [attempt.source];
    if (end.kind === 'succeeded') {
      this.#unpublished.set(attempt.source, id);
      this.holds.drop(attempt.source);
    }
    const notThePackages = end.kind === 'lost' || (end.kind === 'failed' && end.failure.fault === 'infrastructure');
    return this.#change([attempt.source], (record) => {
      if (!notThePackages) return { infrastructureFaults: 0, ...(end.kind === 'succeeded' ? { held: null } : {}), ...(end.kind === 'failed' ? this.#inheritance(record, attempt.source) : {}) };
      const infrastructureFaults = record.infrastructureFaults + 1;
      return { infrastructureFaults, requested: infrastructureFaults < INFRASTRUCTURE_RETRIES && record.leftOut === null };
    });
  }

  /** What a package that failed takes over from the pass before, where the repository still has it. */
  #inheritance({ landed }: SourceRecord, source: SourceName): Partial<SourceRecord> {
    const before = this.#published.get(source);
    const inherits = this.#opening?.inherit === true && landed === null && before !== undefined && this.#attempts.get(before)?.pass !== this.#pass;
    return inherits ? { landed: before, inherited: true } : {};
  }

  #weighed(event: Extract<PortEvent, { kind: 'landing-held' | 'landing-released' }>): readonly SourceName[] {
    const attempt = this.#attempts.get(event.attempt);
    if (attempt === undefined || this.#unpublished.get(attempt.source) !== attempt.id) return [];
    const { id, source } = attempt;
    if (event.kind === 'landing-held') this.holds.hold(source, { attempt: id, breaks: event.breaks, total: event.total });
    else this.holds.release(source, id, event.keep);
    return this.#change([source], () => ({ held: event.kind === 'landing-held' ? id : null }));
  }

  #publish(generation: number, attempts: readonly AttemptId[], event: { readonly sequence: number; readonly at: number }): readonly SourceName[] {
    this.#before = null;
    this.#generation = generation;
    const changed: SourceName[] = [];
    for (const id of attempts) {
      const attempt = this.#attempts.get(id);
      if (attempt === undefined || attempt.scratch || attempt.pass !== this.#pass) continue;
      this.#published.set(attempt.source, id);
      this.landings.add(attempt.source, { attempt: id, ...event });
      if (this.#unpublished.get(attempt.source) === id) this.#unpublished.delete(attempt.source);
      changed.push(...this.#change([attempt.source], () => ({ landed: id, inherited: false, held: null, gone: null })));
    }
    return changed;
  }

  #takeRepository(generation: number, gone: readonly AttemptId[]): readonly SourceName[] {
    this.#before = null;
    this.#opening = openingOn(this.#opening, this.#generation, generation);
    this.#generation = generation;
    const changed: SourceName[] = [];
    for (const id of gone) {
      const attempt = this.#attempts.get(id);
      if (attempt === undefined || attempt.scratch) continue;
      const { source } = attempt;
      if (this.#published.get(source) === id) this.#published.delete(source);
      if (this.#unpublished.get(source) === id) this.#unpublished.delete(source);
      if (attempt.pass !== this.#pass && this.record(source).landed !== id) continue;
      changed.push(...this.#change([source], ({ landed, inherited }) => ({ landed: landed === id ? null : landed, inherited: inherited && landed !== id, gone: id })));
    }
    return changed;
  }
}
