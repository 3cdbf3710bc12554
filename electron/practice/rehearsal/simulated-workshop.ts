import { jobEndOf } from '#electron/core/jobs/job-end.ts';
import { failureFrom, triageOf } from '#electron/core/build/failure.ts';
import type { LogStore } from '#electron/core/build/log-store.ts';
import type { BuildrootPackage, JobResults } from '#electron/core/jobs/types.ts';
import type { Plan } from '#shared/plan/types.ts';
import type { AttemptEnd, AttemptStep } from '#shared/port/events.ts';
import type { Ledger } from '#shared/port/ledger.ts';
import type { AttemptId, SourceName } from '#shared/vocabulary/ids.ts';
import { linesBy, scriptOf, type BuildScript } from '../simulator/build/build-script.ts';
import { simulatedHeaderDigest, simulatedRpms } from '../simulator/build/results.ts';
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
  readonly #made = new Map<AttemptId, { readonly facts: SpecFacts; readonly buildroot: readonly BuildrootPackage[] }>();
  logBytes = 0;

  constructor(parts: WorkshopParts) {
    this.#parts = parts;
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
      cut: (after) => this.#write(attempt.id, script.log.subarray(0, script.ends[linesBy(script.times, after) - 1] ?? 0)),
    };
  }

  /** What a successful attempt brought home. */
  resultsOf(attempt: AttemptId, pathOf: (sha256: string) => string): JobResults | null {
    const made = this.#made.get(attempt);
    if (made === undefined) return null;
    return { rpms: simulatedRpms(made.facts, attempt).map(({ bytes: _bytes, ...rpm }) => ({ ...rpm, path: pathOf(rpm.sha256) })), buildroot: made.buildroot };
  }

  #end(attempt: PlayedAttempt, script: BuildScript, facts: SpecFacts, buildroot: readonly BuildrootPackage[]): AttemptEnd {
    this.#write(attempt.id, script.log);
    const end = jobEndOf({ kind: 'ended', exitCode: script.exitCode, logBytes: script.log.length });
    if (end?.kind !== 'failed') {
      this.#made.set(attempt.id, { facts, buildroot });
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

  /** What serves its BuildRequires, each as it has landed, or as the foreign base has it. */
  #buildrootOf(source: SourceName, ledger: Ledger): BuildrootPackage[] {
    const { plan } = this.#parts;
    const installed = new Map<string, BuildrootPackage>();
    for (const { providers } of plan.sources[this.#rowOf.get(source) ?? -1]?.requirements ?? []) {
      const binary = plan.binaries[providers[0] ?? -1];
      const owner = plan.sources[binary?.source ?? -1];
      if (binary === undefined) continue;
      // Names were parsed when they were ingested.
      const landed = owner === undefined ? null : ledger.record(owner.name as SourceName).landed;
      installed.set(binary.nevra, { nevra: binary.nevra, digest: simulatedHeaderDigest(landed ?? 'the foreign base', binary.nevra) });
    }
    return [...installed.values()];
  }
}

function stepOf(phase: BuildScript['phases'][number]['phase']): AttemptStep {
  return phase === 'preparing' || phase === 'collecting' ? { state: phase } : { state: 'building', phase };
}
