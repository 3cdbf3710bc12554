import type { PracticeFleet, PracticeProvider } from '#electron/core/fleet/practice-provider.ts';
import type { SimulatedFleetWish } from '#electron/core/project/project-schema.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import { practiceDown, practiceStatus, practiceUp, type KeeperProgram } from './emulated/practice.ts';
import { readPracticeRecord, type PracticeRecord } from './emulated/practice-record.ts';
import { readRehearsal } from './rehearsal/rehearsal-record.ts';
import { startRehearsedFleet } from './rehearsal/rehearsed-fleet.ts';
import { startSimulatedFleet } from './simulator/simulated-practice.ts';
import type { SpecAnswers } from './simulator/verbs/spec-answers.ts';

/** How many builders a practice fleet has: enough to see them work in parallel on a small machine. */
const BUILDERS = 3;

export interface PracticeOptions {
  /** Where the emulated builders' root and disks are kept. */
  readonly cache: string;
  /** Where the simulation keeps what it built. */
  readonly simulationFolder: string;
  /** Recorded evaluations, so that the simulation can answer for the starter's specs. */
  readonly specAnswers?: SpecAnswers;
  /** What a practice root provides, as it was recorded. */
  readonly rootProvides?: readonly string[];
  /** How many times as fast as ours time passes in the simulation; the simulation's own default unless told. */
  readonly speed?: number;
  /** What keeps the emulated builders alive; run from source by this process's own Node unless told. */
  readonly keeper?: KeeperProgram;
}

/**
 * The practice fleet as a product: emulated s390x guests where this machine can have them, a simulation that says so
 * anywhere. The emulated ones stand by themselves and outlive the program; the simulation lives in its process.
 */
export function createPractice(options: PracticeOptions): PracticeProvider {
  const { cache } = options;
  return {
    status: async () => {
      const { rootCached, missing, cost } = await practiceStatus(cache);
      return {
        rootCached,
        missing: missing.flatMap(({ what, problem }) => (problem === null ? [] : [{ what: `${what}: ${problem.message}`, mend: problem.mend }])),
        cost: { minutes: cost.minutes, megabytes: cost.megabytes },
      };
    },
    adopt: async () => {
      const record = await readPracticeRecord(cache);
      return record === null ? null : emulatedFleet(record, cache);
    },
    up: async (kind, { signal, report }, wish) => {
      if (kind === 'simulated') return simulatedFleet(options, wish, signal);
      const record = await practiceUp({
        cache,
        count: BUILDERS,
        signal,
        keeper: options.keeper,
        onProgress: ({ phase, fraction }) => report({ phase, done: Math.round(fraction * 100), total: 100, unit: 'percent' }),
      });
      return emulatedFleet(record, cache);
    },
  };
}

function emulatedFleet({ builders, repository }: PracticeRecord, cache: string): PracticeFleet {
  return {
    kind: 'emulated',
    builders: builders.map(({ name, host, port, user, keyFile, hostKeyFingerprint }) => ({ name, host, port, user, keyFile, hostKey: hostKeyFingerprint, slots: 1, pool: 'this-machine' })),
    repository: { path: repository.path, url: repository.url },
    stop: async () => {
      await practiceDown(cache);
    },
    release: () => Promise.resolve(),
  };
}

/** A project that was rehearsed goes on with the builders, the outcomes and the repository of its rehearsal. */
async function simulatedFleet({ simulationFolder, specAnswers, rootProvides, speed }: PracticeOptions, wish: SimulatedFleetWish | null, signal: AbortSignal): Promise<PracticeFleet> {
  if (signal.aborted) throw new ProblemError('cancelled', 'Cancelled.');
  const rehearsal = await readRehearsal(simulationFolder);
  const common = { stateFolder: simulationFolder, specAnswers, rootProvides, speed };
  const fleet = rehearsal === null ? await startSimulatedFleet({ count: wish?.builders ?? BUILDERS, slots: wish?.slots, ...common }) : await startRehearsedFleet({ rehearsal, wish, ...common });
  return {
    kind: 'simulated',
    builders: fleet.builders,
    repository: { path: fleet.repository.path, url: fleet.repository.url },
    stop: () => fleet.stop(),
    release: () => fleet.stop(),
  };
}
