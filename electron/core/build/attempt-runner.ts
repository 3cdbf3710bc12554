import type { AttemptEnd, Failure, PortEvent } from '#shared/port/events.ts';
import type { Attempt } from '#shared/port/ledger.ts';
import { isEnded } from '#shared/vocabulary/attempt-state.ts';
import type { AttemptId } from '#shared/vocabulary/ids.ts';
import { ProblemError, problemOf } from '#shared/vocabulary/problem.ts';

import type { BuilderLink } from '../builders/builder-link.ts';
import { collectJob } from '../jobs/collect.ts';
import { cancelJob, followJob, startJob } from '../jobs/job-runner.ts';
import type { BuildJob, JobPhase, JobResults } from '../jobs/types.ts';
import type { PortService } from '../port/port-service.ts';
import { failureOf } from './failure.ts';
import type { LogStore } from './log-store.ts';
import type { ResultStore } from './result-store.ts';

/** Milliseconds that a builder may be silent before its attempts are taken for lost. */
const PATIENCE = 10 * 60_000;

export interface AttemptTools {
  readonly port: PortService;
  readonly logs: LogStore;
  readonly results: ResultStore;
  /** Where collected RPMs are kept, by digest. */
  readonly resultFolder: string;
  linkOf(builder: string): BuilderLink;
  /** Everything that the builder needs; may fetch tarballs, so it may take a while and fail. */
  jobOf(attempt: Attempt, signal: AbortSignal): Promise<BuildJob>;
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

  /** Begins (or takes up again) an attempt; resolves when it has ended, or when the core closes. Never rejects. */
  run(attempt: Attempt): Promise<void> {
    const known = this.#running.get(attempt.id);
    if (known !== undefined) return known.done;
    const stop = new AbortController();
    const done = this.#toItsEnd(attempt, stop.signal).finally(() => this.#running.delete(attempt.id));
    this.#running.set(attempt.id, { stop, done });
    return done;
  }

  /** Ends an attempt with everything that it runs on its builder. */
  async cancel(attempt: Attempt): Promise<void> {
    this.#cancelled.add(attempt.id);
    if (attempt.state === 'created' || attempt.state === 'leased') this.#running.get(attempt.id)?.stop.abort();
    const link = this.#tools.linkOf(attempt.builder);
    if (link.status.kind === 'ready') await cancelJob(link, attempt.id);
    else this.#running.get(attempt.id)?.stop.abort();
  }

  /** Lets go of every attempt: their builders go on, and {@link run} takes them up again. */
  async close(): Promise<void> {
    for (const { stop } of this.#running.values()) stop.abort();
    await Promise.all([...this.#running.values()].map(({ done }) => done));
  }

  async #toItsEnd(attempt: Attempt, signal: AbortSignal): Promise<void> {
    const { port, logs } = this.#tools;
    let end: AttemptEnd;
    let results: JobResults | null = null;
    try {
      const outcome = await this.#build(attempt, signal);
      end = outcome.end;
      results = outcome.results;
    } catch (thrown) {
      if (signal.aborted && !this.#cancelled.has(attempt.id)) return;
      end = this.#cancelled.has(attempt.id) ? { kind: 'cancelled' } : endOfThrown(thrown);
    }
    const current = port.ledger.attempt(attempt.id);
    if (current === undefined || isEnded(current.state)) return;
    logs.finish(attempt.id);
    const event: PortEvent = { kind: 'attempt-ended', attempt: attempt.id, end };
    port.record([event], results === null ? undefined : () => this.#tools.results.keep(attempt.id, results));
    this.#cancelled.delete(attempt.id);
  }

  async #build(attempt: Attempt, signal: AbortSignal): Promise<{ readonly end: AttemptEnd; readonly results: JobResults | null }> {
    const { port, logs } = this.#tools;
    const link = this.#tools.linkOf(attempt.builder);
    const moveTo = (step: Extract<PortEvent, { kind: 'attempt-moved' }>['step']): void => port.record([{ kind: 'attempt-moved', attempt: attempt.id, step }]);
    if (attempt.state === 'created') moveTo({ state: 'leased' });
    const job = await this.#tools.jobOf(attempt, signal);
    await startJob(link, job, signal);
    const patience = new Patience(PATIENCE);
    const end = await followJob(
      link,
      attempt.id,
      logs.lengthOf(attempt.id),
      {
        onLog: (bytes, offset) => logs.append(attempt.id, bytes, offset),
        onPhase: (phase) => {
          const step = stepOf(phase);
          const now = port.ledger.attempt(attempt.id);
          const phaseNow = step.state === 'building' ? step.phase : null;
          if (now?.state !== step.state || now.phase !== phaseNow) moveTo(step);
        },
        onLink: (up) => patience.hear(up),
      },
      AbortSignal.any([signal, patience.signal]),
    ).catch((thrown: unknown) => {
      if (patience.signal.aborted) throw new ProblemError('unreachable', `${attempt.builder} has been silent for ten minutes.`);
      throw thrown;
    }).finally(() => patience.end());
    switch (end.kind) {
      case 'succeeded':
        if (port.ledger.attempt(attempt.id)?.state !== 'collecting') moveTo({ state: 'collecting' });
        return this.#collect(attempt, job, link, signal);
      case 'failed':
        return { end: { kind: 'failed', failure: await failureOf(end, logs.fileOf(attempt.id)) }, results: null };
      case 'cancelled':
        return { end: { kind: 'cancelled' }, results: null };
      case 'lost':
        return { end: { kind: 'lost', why: end.message }, results: null };
    }
  }

  async #collect(attempt: Attempt, job: BuildJob, link: BuilderLink, signal: AbortSignal): Promise<{ readonly end: AttemptEnd; readonly results: JobResults | null }> {
    const { expected, architectures } = job;
    const outcome = await collectJob(link, { attempt: attempt.id, cache: this.#tools.resultFolder, expected, architectures, signal });
    if (outcome.kind === 'collected') return { end: { kind: 'succeeded' }, results: outcome.results };
    const { message, fault } = outcome.refusal;
    const failure: Failure = { failureClass: 'unknown', fault, explanation: message, causal: null, signature: 'identity' };
    return { end: { kind: 'failed', failure }, results: null };
  }
}

function stepOf(phase: JobPhase): Extract<PortEvent, { kind: 'attempt-moved' }>['step'] {
  return phase === 'preparing' || phase === 'collecting' ? { state: phase } : { state: 'building', phase };
}

/** What a throw on the way means: a builder that only a person can bring back loses the attempt, the rest is told. */
function endOfThrown(thrown: unknown): AttemptEnd {
  const { code, message, detail } = problemOf(thrown);
  const words = detail === undefined ? message : `${message} ${detail}`;
  if (code === 'unreachable' || code === 'refused') return { kind: 'lost', why: words };
  const source = code === 'not-found' || code === 'conflict' || code === 'bad-input' || code === 'not-allowed';
  return {
    kind: 'failed',
    failure: { failureClass: source ? 'source' : 'infrastructure', fault: source ? 'package' : 'infrastructure', explanation: words, causal: null, signature: source ? 'source' : 'infrastructure' },
  };
}

/** Aborts its signal after a line has been down for too long. */
class Patience {
  readonly #controller = new AbortController();
  readonly #limit: number;
  #timer: NodeJS.Timeout | null = null;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  hear(up: boolean): void {
    if (up) this.end();
    else this.#timer ??= setTimeout(() => this.#controller.abort(), this.#limit);
  }

  end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
