import { parseJobFile, type JobLine } from '#electron/core/jobs/job-file.ts';
import type { JobPhase } from '#electron/core/jobs/types.ts';
import { linesBy, scriptOf, type BuildRequest, type BuildScript } from '../build/build-script.ts';
import { settingsOf } from '../build/cures.ts';
import { causeOf, type OutcomeRules } from '../build/outcomes.ts';
import { simulatedBuildroot, simulatedRpms, type SimulatedRpm } from '../build/results.ts';
import { readSpec } from '../build/spec-facts.ts';

/** A job as it was started; all that there is to know, since the rest is computed from it. */
export interface StartedJob {
  readonly attempt: string;
  /** Simulated time. */
  readonly startedAt: number;
  readonly bootId: string;
  readonly job: string;
  readonly spec: string;
}

/** What ended a job before its own end: a cancel, a full disk, a killed process, a reboot. */
export interface Interruption {
  readonly at: number;
  /** Null: its process went without writing an exit status. */
  readonly exitCode: number | null;
  /** What stands in the log after what was there. */
  readonly said: string;
}

/** How builds go on this machine. */
export interface BuildRules extends OutcomeRules {
  readonly medianMs: number;
  readonly deviation: number;
  readonly cores: number;
}

/** Where a job stands at one moment. */
export interface JobLook {
  readonly kind: 'starting' | 'running' | 'ended' | 'stopped';
  readonly phase: JobPhase;
  /** Every phase that began, in order. */
  readonly phases: readonly JobPhase[];
  readonly logBytes: number;
  readonly exitCode: number | null;
  /** How long until there is something new; null: never. */
  readonly nextIn: number | null;
}

/** Between mkdir and the first process of the job. */
const STARTING_MS = 50;
const DEFAULT_TIMEOUT_SECONDS = 86_400;

/** One attempt on a simulated machine. Its whole course is computed, so that it goes on whether anybody looks or not. */
export class SimulatedJob {
  readonly started: StartedJob;
  readonly source: string;
  readonly #request: BuildRequest;
  readonly #installs: readonly string[];
  #interruption: Interruption | null = null;
  /** Computed again when it was dropped: thousands of logs need not be held. */
  #script: WeakRef<BuildScript>;
  readonly #durationMs: number;

  constructor(started: StartedJob, rules: BuildRules) {
    const lines = parseJobFile(started.job);
    const settings = settingsOf(lines);
    const timeout = Number(valueOf(lines, 'timeout') ?? DEFAULT_TIMEOUT_SECONDS);
    this.started = started;
    this.source = valueOf(lines, 'source') ?? 'unknown';
    this.#installs = lines.filter(({ key }) => key === 'install').map(({ value }) => value.split(' ')[1] ?? '');
    this.#request = {
      seed: rules.seed,
      source: this.source,
      attempt: started.attempt,
      facts: readSpec(started.spec, this.source, settings.defines),
      cause: causeOf(rules, this.source, settings),
      noCheck: settings.noCheck,
      patches: settings.patches,
      untilPrep: valueOf(lines, 'until') === 'prep',
      timeoutMs: (Number.isFinite(timeout) && timeout > 0 ? timeout : DEFAULT_TIMEOUT_SECONDS) * 1000,
      installs: this.#installs.length,
      medianMs: rules.medianMs,
      deviation: rules.deviation,
      detail: 1,
      files: null,
      cores: rules.cores,
    };
    const script = scriptOf(this.#request);
    this.#script = new WeakRef(script);
    this.#durationMs = script.durationMs;
  }

  /** Whether it neither ended by itself nor was interrupted before `now`. */
  goesOn(now: number): boolean {
    return this.#interruption === null && now - this.started.startedAt < this.#durationMs;
  }

  interrupt(interruption: Interruption): void {
    this.#interruption = interruption;
  }

  look(now: number): JobLook {
    const script = this.#whole();
    const stopped = this.#interruption;
    const elapsed = (stopped?.at ?? now) - this.started.startedAt;
    const lines = linesAt(script, elapsed);
    const phases = script.phases.filter(({ at }) => at <= elapsed && elapsed >= STARTING_MS).map(({ phase }) => phase);
    const phase = phases.at(-1) ?? 'preparing';
    const logBytes = (script.ends[lines - 1] ?? 0) + Buffer.byteLength(stopped?.said ?? '');
    const common = { phase, phases, logBytes };
    if (stopped !== null) return { ...common, kind: stopped.exitCode === null ? 'stopped' : 'ended', exitCode: stopped.exitCode, nextIn: null };
    if (elapsed >= script.durationMs) return { ...common, kind: 'ended', exitCode: script.exitCode, nextIn: null };
    if (elapsed < STARTING_MS) return { ...common, kind: 'starting', exitCode: null, nextIn: STARTING_MS - elapsed };
    const upcoming = Math.min(script.times[lines] ?? script.durationMs, script.durationMs, ...script.phases.filter(({ at }) => at > elapsed).map(({ at }) => at));
    return { ...common, kind: 'running', exitCode: null, nextIn: upcoming - elapsed };
  }

  /** A part of the log; the caller knows from {@link look} how much there is. */
  log(from: number, to: number): Buffer {
    const script = this.#whole();
    const stopped = this.#interruption;
    if (stopped === null) return script.log.subarray(from, to);
    const own = script.ends[linesAt(script, stopped.at - this.started.startedAt) - 1] ?? 0;
    return Buffer.concat([script.log.subarray(0, own), Buffer.from(stopped.said)]).subarray(from, to);
  }

  results(): { rpms: SimulatedRpm[]; buildroot: string[] } {
    return { rpms: simulatedRpms(this.#request.facts, this.started.attempt), buildroot: simulatedBuildroot(this.#installs) };
  }

  #whole(): BuildScript {
    const kept = this.#script.deref();
    if (kept !== undefined) return kept;
    const again = scriptOf(this.#request);
    this.#script = new WeakRef(again);
    return again;
  }
}

function linesAt(script: BuildScript, elapsed: number): number {
  return elapsed < STARTING_MS ? 0 : linesBy(script.times, elapsed);
}

function valueOf(lines: readonly JobLine[], key: string): string | undefined {
  return lines.find((line) => line.key === key)?.value;
}
