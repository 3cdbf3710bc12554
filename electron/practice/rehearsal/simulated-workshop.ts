import { jobEndOf } from '#electron/core/jobs/job-end.ts';
import { failureFrom, triageOf } from '#electron/core/build/failure.ts';
import type { LogStore } from '#electron/core/build/log-store.ts';
import type { JobResults } from '#electron/core/jobs/types.ts';
import { groupRows, simulatedBuildroot } from '#electron/core/build/simulated-buildroot.ts';
import { resultBinary } from '#electron/core/build/result-store.ts';
import type { Plan } from '#shared/plan/types.ts';
import { shallowestOf, type BuiltBinary } from '#shared/port/depth.ts';
import type { AttemptEnd, AttemptStep } from '#shared/port/events.ts';
import type { Ledger } from '#shared/port/ledger.ts';
import type { AttemptId, SourceName } from '#shared/vocabulary/ids.ts';
import { linesBy, scriptOf, type BuildScript } from '../simulator/build/build-script.ts';
import { simulatedRpms } from '../simulator/build/results.ts';
import { readSpec, type SpecFacts } from '../simulator/build/spec-facts.ts';
import type { PlayedAttempt, PlayedBuild } from './play-history.ts';

export interface WorkshopParts {
  readonly plan: Plan;
  readonly seed: string;
  readonly logs: LogStore;
  /** The spec that a simulated builder is sent. */
  specOf(source: SourceName): string;
  readonly macros: Readonly<Record<string, string>>;
  /** Of this source's failure the log has about a million lines. */
  readonly longest: SourceName | null;
  /** As portolan.yaml names it. */
  readonly buildGroup: readonly string[];
}

/** Milliseconds: half of the builds take less, and the deviation makes it seconds for some and hours for others. */
const MEDIAN = 9 * 60_000;
const DEVIATION = 1.2;
/** What is looked into has the whole log, what went well a short one. */
const DETAIL_FAILED = 16;
const DETAIL_BUILT = 0.3;
/** Source files whose compilation makes a log of a million lines. */
const LONGEST_FILES = 1_350_000;
const A_DAY = 24 * 60 * 60_000;
const CORES = 4;

/** The builders of a rehearsal: each build is the one that the simulator would have shown, all at once, with its log on disk. */
export class SimulatedWorkshop {
  readonly #parts: WorkshopParts;
  readonly #rowOf: ReadonlyMap<string, number>;
  readonly #group: readonly number[];
  readonly #makers = new Map<string, readonly AttemptId[]>();
  readonly #made = new Map<AttemptId, { readonly facts: SpecFacts; readonly buildroot: readonly BuiltBinary[]; readonly binary: BuiltBinary | undefined }>();
  logBytes = 0;

  constructor(parts: WorkshopParts) {
    this.#parts = parts;
    this.#group = groupRows(parts.plan, parts.buildGroup);
    this.#rowOf = new Map(parts.plan.sources.map(({ name }, row) => [name, row]));
  }

  begin(attempt: PlayedAttempt, ledger: Ledger): PlayedBuild {
    const { seed, macros, longest } = this.#parts;
    const facts = readSpec(this.#parts.specOf(attempt.source), attempt.source, new Map(Object.entries(macros)));
    const buildroot = this.#buildrootOf(attempt.source, ledger);
    const script = scriptOf({
      seed,
      source: attempt.source,
      attempt: attempt.id,
      facts,
      cause: attempt.cause,
      noCheck: attempt.noCheck,
      timeoutMs: A_DAY,
      installs: buildroot.length,
      medianMs: MEDIAN,
      deviation: DEVIATION,
      cores: CORES,
      detail: attempt.cause === null ? DETAIL_BUILT : DETAIL_FAILED,
      files: attempt.source === longest && attempt.cause !== null ? LONGEST_FILES : null,
    });
    return {
      duration: script.durationMs,
      steps: script.phases.map(({ phase, at }) => ({ at, step: stepOf(phase) })),
      end: () => this.#end(attempt, script, facts, buildroot),
      shallowest: ({ depths }) => shallowestOf(buildroot, ({ nevra, digest }) => this.#makers.get(`${nevra} ${digest}`) ?? [], depths),
      cut: (after) => this.#write(attempt.id, script.log.subarray(0, script.ends[linesBy(script.times, after) - 1] ?? 0)),
    };
  }

  /** What a successful attempt brought home. */
  resultsOf(attempt: AttemptId, pathOf: (sha256: string) => string): JobResults | null {
    const made = this.#made.get(attempt);
    if (made === undefined) return null;
    return { rpms: simulatedRpms(made.facts, attempt).map(({ bytes: _bytes, ...rpm }) => ({ ...rpm, path: pathOf(rpm.sha256) })), buildroot: made.buildroot };
  }

  #end(attempt: PlayedAttempt, script: BuildScript, facts: SpecFacts, buildroot: readonly BuiltBinary[]): AttemptEnd {
    this.#write(attempt.id, script.log);
    const end = jobEndOf({ kind: 'ended', exitCode: script.exitCode, logBytes: script.log.length });
    if (end?.kind !== 'failed') {
      const rpm = simulatedRpms(facts, attempt.id).find(({ arch }) => arch !== 'src');
      const binary = rpm === undefined ? undefined : resultBinary(rpm);
      this.#made.set(attempt.id, { facts, buildroot, binary });
      if (binary !== undefined) this.#makers.set(`${binary.nevra} ${binary.digest}`, [attempt.id]);
      return { kind: 'succeeded' };
    }
    const triage = triageOf(end, { name: facts.name, version: facts.version });
    triage.push(script.log);
    return { kind: 'failed', failure: failureFrom(end, triage.finish()) };
  }

  #write(attempt: AttemptId, log: Uint8Array): void {
    this.#parts.logs.append(attempt, log, 0);
    this.#parts.logs.finish(attempt);
    this.logBytes += log.length;
  }

  /** By the plan, each source as it has landed, or as the foreign base has it. */
  #buildrootOf(source: SourceName, ledger: Ledger): readonly BuiltBinary[] {
    return simulatedBuildroot(this.#parts.plan, this.#rowOf.get(source) ?? -1, this.#group, {
      landed: (each) => ledger.record(each).landed,
      madeBy: (attempt) => this.#made.get(attempt)?.binary,
    });
  }
}

function stepOf(phase: BuildScript['phases'][number]['phase']): AttemptStep {
  return phase === 'preparing' || phase === 'collecting' ? { state: phase } : { state: 'building', phase };
}
