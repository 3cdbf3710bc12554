import type { BlockerTracker } from '#shared/plan/blockers.ts';
import { assign, nextWake, openSlots } from '#shared/port/dispatch.ts';
import { fixWords } from '#shared/port/fix-words.ts';
import type { AttemptEnd, AttemptStep } from '#shared/port/events.ts';
import type { Shallowest } from '#shared/port/depth.ts';
import { JumpingClock } from '#shared/port/jumping-clock.ts';
import { INFRASTRUCTURE_RETRIES, type Ledger } from '#shared/port/ledger.ts';
import type { SourceFacts } from '#shared/port/package-state.ts';
import { SlotBook, type BookedBuilder } from '#shared/port/slot-book.ts';
import type { AttemptId, BuilderName, SourceName } from '#shared/vocabulary/ids.ts';
import { between, type Random } from '../simulator/random.ts';
import type { FailureCause } from '../simulator/build/outcomes.ts';
import { PlayedPort, type TimedEvent } from './played-port.ts';
import type { FailingPart, HistoryScript } from './script-of-history.ts';

/** One attempt of the rehearsal, as its builder gets it. */
export interface PlayedAttempt {
  readonly id: AttemptId;
  readonly source: SourceName;
  readonly builder: BuilderName;
  readonly expected: string;
  /** Why it will fail; null: it will not. */
  readonly cause: FailureCause | null;
  readonly noCheck: boolean;
}

/** A build that a builder has begun; milliseconds from its beginning. */
export interface PlayedBuild {
  readonly duration: number;
  readonly steps: readonly { readonly at: number; readonly step: AttemptStep }[];
  /** It has come to its own end, and its log is whole. */
  end(): AttemptEnd;
  /** The least deep package of its buildroot, once it has succeeded; null: nothing is recorded. */
  shallowest?(ledger: Ledger): Shallowest | null;
  /** Something ended it so many milliseconds after its beginning; its log goes no further. */
  cut(after: number): void;
}

export interface HistoryToPlay {
  /** At the beginning: nothing is built. */
  readonly tracker: BlockerTracker;
  readonly facts: readonly SourceFacts[];
  readonly script: HistoryScript;
  readonly fleet: readonly BookedBuilder[];
  readonly caps: ReadonlyMap<string, number>;
  /** The pass is without tests. */
  readonly noCheck: boolean;
  readonly random: Random;
  /** The share of attempts that the infrastructure ends, 0 to 1. */
  readonly unlucky: number;
  idOf(source: SourceName): AttemptId;
  /** @param ledger what has landed by then, which its buildroot is made from */
  begin(attempt: PlayedAttempt, ledger: Ledger): PlayedBuild;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Running {
  readonly id: AttemptId;
  readonly source: SourceName;
  readonly build: PlayedBuild;
  readonly began: number;
}

/** Plays the nights of a script by the program's own rules; events ascend in time, and nothing is under way at the end. Pure but for what `begin` does. */
export function playHistory(input: HistoryToPlay): readonly TimedEvent[] {
  return new Play(input).run();
}

class Play {
  readonly #input: HistoryToPlay;
  readonly #port: PlayedPort;
  readonly #clock = new JumpingClock();
  readonly #slots: SlotBook;
  readonly #running = new Map<BuilderName, Set<Running>>();
  readonly #fixed = new Map<SourceName, FailingPart>();
  #night = 0;
  #publishing = false;

  constructor(input: HistoryToPlay) {
    this.#input = input;
    this.#port = new PlayedPort(input.tracker, input.facts);
    this.#slots = new SlotBook(input.fleet, input.caps);
  }

  run(): readonly TimedEvent[] {
    const { script } = this.#input;
    for (const [source, reason] of script.leftOut) this.#port.record(0, { kind: 'left-out', source, reason });
    for (const [night, { wanted, rebuilt, lost }] of script.nights.entries()) {
      this.#night = night;
      this.#at(Math.max(night * DAY, this.#clock.now + HOUR), () => {
        this.#ask(wanted);
      });
      this.#clock.run();
      if (night === script.nights.length - 1) break;
      this.#at(this.#clock.now + between(this.#input.random, 40, 90) * MINUTE, () => this.#morning(rebuilt));
      this.#clock.run();
      if (lost.length > 0) this.#at(this.#clock.now + HOUR, () => this.#lose(lost));
      this.#clock.run();
    }
    return this.#port.events;
  }

  #at(time: number, act: () => void): void {
    this.#clock.at(Math.round(time), act);
  }

  /** People read the failures of the night: some get a fix, some a verdict; and something is built anew. */
  #morning(rebuilt: readonly SourceName[]): void {
    const { ledger } = this.#port;
    const again: SourceName[] = [];
    for (const [source, part] of this.#input.script.failing) {
      const failure = this.#port.latestOf(source)?.failure;
      if (part.from > this.#night || failure == null || this.#fixed.has(source)) continue;
      if (part.fix !== null) {
        this.#fixed.set(source, part);
        this.#port.record(this.#clock.now, { kind: 'fix-applied', source, fix: fixWords(part.fix.change) });
        again.push(source);
      } else if (part.verdict !== null && ledger.judgements.verdictOf(source) === null) {
        const { owner, note } = part.verdict;
        this.#port.record(this.#clock.now, { kind: 'owner-set', source, owner });
        this.#port.record(this.#clock.now, { kind: 'verdict-given', source, failureClass: failure.failureClass, note, signature: failure.signature });
      }
    }
    this.#ask([...again, ...rebuilt]);
  }

  /** What is left out cannot be asked for. */
  #ask(sources: readonly SourceName[]): void {
    const wanted = sources.filter((source) => this.#port.ledger.record(source).leftOut === null);
    if (wanted.length > 0) this.#port.record(this.#clock.now, { kind: 'build-requested', sources: wanted });
    this.#look();
  }

  #lose(sources: readonly SourceName[]): void {
    const { ledger } = this.#port;
    const gone = sources.flatMap((source) => ledger.record(source).landed ?? []);
    if (gone.length > 0) this.#port.record(this.#clock.now, { kind: 'repository-taken', generation: ledger.generation, gone });
  }

  #look(): void {
    const now = this.#clock.now;
    const offers = this.#slots.offers();
    const rooms = this.#slots.rooms();
    const open = openSlots(offers, rooms);
    if (open === 0) return;
    const waiting = this.#port.waiting(open, now);
    for (const { source, builder } of assign(waiting, offers, now, rooms)) this.#start(source, builder);
    const wake = nextWake(waiting, now);
    if (wake !== null) this.#at(wake, () => this.#look());
  }

  #start(source: SourceName, builder: BuilderName): void {
    const { script, random } = this.#input;
    const now = this.#clock.now;
    const part = script.failing.get(source);
    const fix = this.#fixed.get(source)?.fix ?? null;
    const evr = this.#port.tracker.plan.sources[this.#port.rowOf(source)]?.evr ?? '';
    const id = this.#input.idOf(source);
    const expected = `${source}-${evr}`;
    const { ledger } = this.#port;
    this.#port.record(now, { kind: 'attempt-created', attempt: id, source, pass: ledger.pass, builder, scratch: false, expected, generation: ledger.generation, debt: fix?.debt === true, simulated: true });
    const cause = part === undefined || fix !== null || this.#night < part.from ? null : part.cluster;
    const noCheck = this.#input.noCheck || fix?.change.kind === 'nocheck';
    const build = this.#input.begin({ id, source, builder, expected, cause, noCheck }, ledger);
    this.#slots.take(builder);
    const began = now + between(random, 900, 2_600);
    const running: Running = { id, source, build, began };
    const mine = this.#running.get(builder) ?? new Set();
    this.#running.set(builder, mine.add(running));
    const still = (act: () => void) => () => {
      if (mine.has(running)) act();
    };
    this.#at(now + between(random, 120, 800), still(() => this.#moved(id, { state: 'leased' })));
    for (const { at, step } of build.steps) this.#at(began + at, still(() => this.#moved(id, step)));
    if (random() < this.#input.unlucky) {
      this.#at(began + build.duration * (0.1 + 0.8 * random()), still(() => this.#reboot(builder)));
    }
    this.#at(began + build.duration + between(random, 200, 3_000), still(() => this.#ended(builder, running)));
  }

  #moved(attempt: AttemptId, step: AttemptStep): void {
    this.#port.record(this.#clock.now, { kind: 'attempt-moved', attempt, step });
  }

  #ended(builder: BuilderName, running: Running): void {
    const end = running.build.end();
    this.#leave(builder, running, end);
    if (end.kind === 'succeeded') this.#publishSoon();
    this.#look();
  }

  /** The builder goes down with all that it builds; not where that would leave a package stuck for good. */
  #reboot(builder: BuilderName): void {
    const all = [...(this.#running.get(builder) ?? [])];
    if (all.some(({ source }) => this.#port.ledger.record(source).infrastructureFaults >= INFRASTRUCTURE_RETRIES - 1)) return;
    for (const running of all) {
      running.build.cut(this.#clock.now - running.began);
      this.#leave(builder, running, { kind: 'lost', why: 'The builder was rebooted while the attempt ran.' });
    }
    this.#look();
  }

  #leave(builder: BuilderName, running: Running, end: AttemptEnd): void {
    this.#running.get(builder)?.delete(running);
    this.#slots.giveBack(builder);
    this.#port.record(this.#clock.now, { kind: 'attempt-ended', attempt: running.id, end });
    const shallowest = end.kind === 'succeeded' ? (running.build.shallowest?.(this.#port.ledger) ?? null) : null;
    if (shallowest !== null) this.#port.record(this.#clock.now, { kind: 'buildroot-recorded', attempt: running.id, shallowest });
  }

  /** What is built within a few minutes comes into one generation. */
  #publishSoon(): void {
    if (this.#publishing) return;
    this.#publishing = true;
    this.#at(this.#clock.now + between(this.#input.random, 2, 7) * MINUTE, () => {
      this.#publishing = false;
      const { ledger } = this.#port;
      const attempts = ledger.unpublished().map(({ id }) => id);
      this.#port.record(this.#clock.now, { kind: 'generation-published', generation: ledger.generation + 1, attempts });
      this.#look();
    });
  }
}
