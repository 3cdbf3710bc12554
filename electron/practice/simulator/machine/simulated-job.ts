import { parseJobFile, type JobLine } from '#electron/core/jobs/job-file.ts';
import type { JobPhase } from '#electron/core/jobs/types.ts';
import { linesBy, scriptOf, type BuildRequest, type BuildScript } from '../build/build-script.ts';
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
    const defines = definesOf(lines);
    const noCheck = lines.some(({ key }) => key === 'nocheck');
    const timeout = Number(valueOf(lines, 'timeout') ?? DEFAULT_TIMEOUT_SECONDS);
    const patches = lines.filter(({ key }) => key === 'patch').map(({ value }) => value.split(' ')[2] ?? '');
    this.started = started;
    this.source = valueOf(lines, 'source') ?? 'unknown';
    this.#installs = lines.filter(({ key }) => key === 'install').map(({ value }) => value.split(' ')[1] ?? '');
    this.#request = {
      seed: rules.seed,
      source: this.source,
      attempt: started.attempt,
      facts: readSpec(started.spec, this.source, defines),
      cause: causeOf(rules, this.source, { noCheck, defines, withouts: new Set(lines.filter(({ key }) => key === 'without').map(({ value }) => value)), patches: patches.length }),
      noCheck,
      patches,
      untilPrep: valueOf(lines, 'until') === 'prep',
      timeoutMs: (Number.isFinite(timeout) && timeout > 0 ? timeout : DEFAULT_TIMEOUT_SECONDS) * 1000,
      installs: this.#installs.length,
      medianMs: rules.medianMs,
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

/** What a `job` file defines; a later line wins. */
export function definesOf(lines: readonly JobLine[]): Map<string, string> {
  const defines = new Map<string, string>();
  for (const { key, value } of lines) {
    if (key !== 'define') continue;
    const space = value.search(/\s/);
    if (space > 0) defines.set(value.slice(0, space), value.slice(space).trim() === '%{nil}' ? '' : value.slice(space).trim());
  }
  return defines;
}

function valueOf(lines: readonly JobLine[], key: string): string | undefined {
  return lines.find((line) => line.key === key)?.value;
}
