import { setTimeout as pause } from 'node:timers/promises';

import type { BuiltBinary } from '#shared/port/depth.ts';
import type { AttemptEnd, Failure, PortEvent } from '#shared/port/events.ts';
import type { Attempt } from '#shared/port/attempt.ts';
import { isEnded } from '#shared/vocabulary/attempt-state.ts';
import type { AttemptId } from '#shared/vocabulary/ids.ts';
import { problem, problemOf } from '#shared/vocabulary/problem.ts';

import type { BuilderLink } from '../builders/builder-link.ts';
import { collectJob, judgeJob } from '../jobs/collect.ts';
import { cancelJob, followJob, startJob } from '../jobs/job-runner.ts';
import type { BuildJob, DescribedRpm, JobPhase, JobResults } from '../jobs/types.ts';
import type { Refusal } from '../jobs/verify.ts';
import type { Troubles } from '../live/troubles.ts';
import type { PortService } from '../port/port-service.ts';
import { ancestryEvents } from './ancestry.ts';
import { expectedIdentity } from './expected-identity.ts';
import { endOfSource, endOfThrown, isOwnDisk } from './end-of-thrown.ts';
import { failureOf, subjectOf } from './failure.ts';
import type { LogStore } from './log-store.ts';
import type { PackageStore } from './package-store.ts';
import { Patience } from './patience.ts';
import { readRpm } from './read-rpm.ts';
import type { ResultStore } from './result-store.ts';

/** Milliseconds that a builder may be silent before its attempts are taken for lost. */
const PATIENCE = 10 * 60_000;
/** Milliseconds that a builder has to take a cancellation; after that it counts without it, and the job is ended later. */
const CANCEL_PATIENCE = 10_000;
/** Milliseconds before an attempt is taken up again whose log or end this machine could not keep. */
const UNWRITABLE = 30_000;

export interface AttemptTools {
  readonly port: PortService;
  readonly logs: LogStore;
  readonly results: ResultStore;
  readonly packages: PackageStore;
  readonly troubles: Troubles;
  /** Where collected RPMs are kept, by digest. */
  readonly resultFolder: string;
  /** The line to a builder; undefined while it is none of the fleet. */
  link(builder: string): BuilderLink | undefined;
  /** Everything that the builder needs; may fetch tarballs, so it may take a while and fail. */
  jobOf(attempt: Attempt, signal: AbortSignal): Promise<BuildJob>;
  /** What a simulated builder would have installed: it installs nothing. */
  simulatedBuildroot(attempt: Attempt): readonly BuiltBinary[];
  /** Whether there is a repository that buildroots can be made from now. */
  hasRepository(): boolean;
  /** What the RPMs may be for: the target's own and noarch. */
  architectures(): readonly string[];
  /** The attempt has ended, and its folder on the builder is of no more use. */
  ended(attempt: Attempt): void;
}

interface Outcome {
  readonly end: AttemptEnd;
  readonly results: JobResults | null;
}

/**
 * Takes one attempt from wherever it is to its end. Safe to call again after a crash: the builder decides whether the
 * job was started, the log goes on at the length of the local file, results are collected once more if need be.
 */
export class AttemptRunner {
  readonly #tools: AttemptTools;
  readonly #running = new Map<AttemptId, { readonly stop: AbortController; readonly done: Promise<void> }>();
  readonly #cancelled = new Set<AttemptId>();

  constructor(tools: AttemptTools) {
    this.#tools = tools;
  }

  isRunning(attempt: AttemptId): boolean {
    return this.#running.has(attempt);
  }

  /**
   * Begins (or takes up again) an attempt. Resolves when it has ended, or was let go of because the core closes, its
   * builder's line was replaced, or there is no repository for the moment. Never rejects.
   */
  run(attempt: Attempt): Promise<void> {
    const known = this.#running.get(attempt.id);
    if (known !== undefined) return known.done;
    const stop = new AbortController();
    // Begun a turn later, when it is known to run: waking a line makes the fleet look for attempts that nobody runs.
    const done = Promise.resolve()
      .then(() => this.#toItsEnd(attempt, stop.signal))
      .catch((thrown: unknown) => {
        // The attempt stays as it is. Whoever waits for `done` takes it up again, so that comes after a pause only.
        const { message, detail } = problemOf(thrown);
        this.#tools.troubles.set('attempts', problem('internal', `What became of attempt ${attempt.number} of ${attempt.source} could not be kept. Is there space on this machine’s disk? It is tried again.`, detail ?? message));
        return pause(UNWRITABLE, undefined, { signal: stop.signal }).catch(() => undefined);
      })
      .finally(() => this.#running.delete(attempt.id));
    this.#running.set(attempt.id, { stop, done });
    return done;
  }

  /**
   * Ends an attempt with everything that it runs on its builder, in whatever state it is. Where the builder cannot be
   * reached, the attempt is cancelled here, and its job there when the builder is back ({@link JobSweeper}).
   */
  async cancel(attempt: Attempt): Promise<void> {
    const { id } = attempt;
    this.#cancelled.add(id);
    const running = this.#running.get(id);
    if (attempt.state === 'created' || attempt.state === 'leased' || attempt.state === 'collecting') running?.stop.abort();
    const link = this.#tools.link(attempt.builder);
    const told = link !== undefined && link.status.kind === 'ready' && (await cancelJob(link, id, AbortSignal.timeout(CANCEL_PATIENCE)).then(() => true, () => false));
    // Told in time, the builder ends the log, and with that the attempt; its last words are kept.
    if (!told) running?.stop.abort();
    const hurry = setTimeout(() => running?.stop.abort(), CANCEL_PATIENCE);
    await running?.done;
    clearTimeout(hurry);
    this.#end(attempt, { kind: 'cancelled' }, null);
  }

  /** Ends an attempt that nothing can be learnt of any more. */
  lose(attempt: Attempt, why: string): void {
    this.#end(attempt, this.#cancelled.has(attempt.id) ? { kind: 'cancelled' } : { kind: 'lost', why }, null);
  }

  /** Lets go of every attempt: their builders go on, and {@link run} takes them up again. */
  async close(): Promise<void> {
    for (const { stop } of this.#running.values()) stop.abort();
    await Promise.all([...this.#running.values()].map(({ done }) => done));
  }

  async #toItsEnd(attempt: Attempt, signal: AbortSignal): Promise<void> {
    const link = this.#tools.link(attempt.builder);
    if (link === undefined) return;
    using patience = new Patience(link, PATIENCE);
    let outcome: Outcome;
    try {
      const built = await this.#build(attempt, link, AbortSignal.any([signal, patience.signal]));
      if (built === null) return;
      outcome = built;
    } catch (thrown) {
      const cancelled = this.#cancelled.has(attempt.id);
      // Whoever closed the line put another in its place, or took the builder out of the fleet: neither is an end.
      if (!cancelled && (signal.aborted || this.#tools.link(attempt.builder) !== link)) return;
      // This machine's own disk is nobody's fault but its own: the build goes on, and its log waits on the builder.
      if (!cancelled && isOwnDisk(thrown)) throw thrown;
      const end: AttemptEnd = patience.signal.aborted ? { kind: 'lost', why: `${attempt.builder} has been silent for ten minutes.` } : endOfThrown(thrown);
      outcome = { end: cancelled ? { kind: 'cancelled' } : end, results: null };
    }
    this.#end(attempt, outcome.end, outcome.results);
  }

  /** Writes the end down, once. What a person cancelled neither lands nor goes back to the queue. */
  #end(attempt: Attempt, end: AttemptEnd, results: JobResults | null): void {
    const { port, logs } = this.#tools;
    const current = port.ledger.attempt(attempt.id);
    if (current !== undefined && !isEnded(current.state)) {
      const infrastructure = end.kind === 'failed' && end.failure.fault === 'infrastructure';
      const wanted = end.kind === 'failed' && !infrastructure ? end : this.#cancelled.has(attempt.id) ? ({ kind: 'cancelled' } as const) : end;
      logs.finish(attempt.id);
      const event: PortEvent = { kind: 'attempt-ended', attempt: attempt.id, end: wanted };
      const kept = wanted.kind === 'succeeded' ? results : null;
      const ancestry = kept === null ? [] : ancestryEvents(port.ledger, this.#tools.results, attempt.id, kept.buildroot);
      port.record([event, ...ancestry], kept === null ? undefined : () => this.#keep(attempt.id, kept));
      this.#tools.troubles.set('attempts', null);
      // What nobody publishes is of no more use on its builder.
      if (wanted.kind !== 'succeeded' || attempt.scratch) this.#tools.ended(current);
    }
    this.#cancelled.delete(attempt.id);
  }

  #keep(attempt: AttemptId, results: JobResults): void {
    this.#tools.results.keep(attempt, results);
    this.#tools.packages.keep(attempt, results.packages ?? []);
  }

  /** Null: not now, and no end either. */
  async #build(attempt: Attempt, link: BuilderLink, signal: AbortSignal): Promise<Outcome | null> {
    const { port, logs } = this.#tools;
    const hasRepository = (): boolean => this.#tools.hasRepository();
    const moveTo = (step: Extract<PortEvent, { kind: 'attempt-moved' }>['step']): void => port.record([{ kind: 'attempt-moved', attempt: attempt.id, step }]);
    if (attempt.state === 'created' || attempt.state === 'leased') {
      if (!hasRepository()) return null;
      if (attempt.generation > port.ledger.generation) {
        return { end: { kind: 'lost', why: `It was made for generation ${attempt.generation} of a repository that is no longer in use.` }, results: null };
      }
      if (attempt.state === 'created') moveTo({ state: 'leased' });
      let job: BuildJob;
      try {
        job = await this.#tools.jobOf(attempt, signal);
      } catch (thrown) {
        if (signal.aborted) throw thrown;
        if (!hasRepository()) return null;
        return { end: endOfSource(thrown), results: null };
      }
      await startJob(link, job, signal);
      moveTo({ state: 'preparing' });
    }
    const listener = {
      onLog: (bytes: Uint8Array, offset: number) => logs.append(attempt.id, bytes, offset),
      onPhase: (phase: JobPhase) => {
        const step = stepOf(phase);
        const now = port.ledger.attempt(attempt.id);
        const phaseNow = step.state === 'building' ? step.phase : null;
        if (now?.state !== step.state || now.phase !== phaseNow) moveTo(step);
      },
    };
    const end = await followJob(link, attempt.id, logs.lengthOf(attempt.id), listener, signal);
    switch (end.kind) {
      case 'succeeded':
        if (this.#cancelled.has(attempt.id)) return { end: { kind: 'cancelled' }, results: null };
        // Up to %prep nothing is made that could be looked at.
        if (attempt.purpose?.until === 'prep') return { end: { kind: 'succeeded' }, results: null };
        if (port.ledger.attempt(attempt.id)?.state !== 'collecting') moveTo({ state: 'collecting' });
        return attempt.scratch ? this.#judge(attempt, link, signal) : this.#collect(attempt, link, signal);
      case 'failed':
        return { end: { kind: 'failed', failure: await failureOf(end, logs.fileOf(attempt.id), subjectOf(attempt)) }, results: null };
      case 'cancelled':
        return { end: { kind: 'cancelled' }, results: null };
      case 'lost':
        return { end: { kind: 'lost', why: end.message }, results: null };
    }
  }

  async #collect(attempt: Attempt, link: BuilderLink, signal: AbortSignal): Promise<Outcome> {
    const expected = expectedIdentity(attempt);
    const architectures = this.#tools.architectures();
    const outcome = await collectJob(link, { attempt: attempt.id, cache: this.#tools.resultFolder, expected, architectures, signal });
    if (outcome.kind === 'collected') {
      const { rpms, buildroot } = outcome.results;
      if (attempt.simulated) return { end: { kind: 'succeeded' }, results: { rpms, buildroot: this.#tools.simulatedBuildroot(attempt) } };
      const packages: DescribedRpm[] = [];
      for (const { path } of rpms.filter(({ arch }) => arch !== 'src')) {
        const read = await readRpm(path);
        if (read !== null) packages.push(read);
      }
      return { end: { kind: 'succeeded' }, results: { rpms, buildroot, packages } };
    }
    return { end: refused(outcome.refusal), results: null };
  }

  /** A scratch build has to make what a real one would; nothing of it is brought home. */
  async #judge(attempt: Attempt, link: BuilderLink, signal: AbortSignal): Promise<Outcome> {
    const refusal = await judgeJob(link, { attempt: attempt.id, expected: expectedIdentity(attempt), architectures: this.#tools.architectures(), signal });
    return { end: refusal === null ? { kind: 'succeeded' } : refused(refusal), results: null };
  }
}

function refused({ message, fault }: Refusal): AttemptEnd {
  const failure: Failure = { failureClass: 'unknown', fault, explanation: message, causal: null, signature: 'identity' };
  return { kind: 'failed', failure };
}

function stepOf(phase: JobPhase): Extract<PortEvent, { kind: 'attempt-moved' }>['step'] {
  return phase === 'preparing' || phase === 'collecting' ? { state: phase } : { state: 'building', phase };
}
