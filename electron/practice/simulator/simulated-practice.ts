import type { RepositoryConfig } from '#electron/core/repository/types.ts';
import type { BuilderConfig } from '#electron/core/builders/types.ts';
import { parseBuilderName } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';
import type { Outcome } from './build/outcomes.ts';
import { realClock } from './clock.ts';
import { startSimulator, type SimulatorOptions } from './simulator.ts';
import type { SpecAnswers } from './verbs/spec-answers.ts';

export interface SimulatedFleetOptions {
  /** How many builders, 1 to 50. */
  readonly count: number;
  /** Kept between runs: builds go on while the program is closed, and the repository is still there. */
  readonly stateFolder: string;
  /** Builds that each runs at once. Default 2. */
  readonly slots?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Recorded evaluations of the specs that are to be ingested through this fleet; without, it can evaluate none. */
  readonly specAnswers?: SpecAnswers | undefined;
  /** What the builders' own root provides: the foreign base. */
  readonly rootProvides?: readonly string[] | undefined;
  /** How many times as fast as ours time passes there. Default 20: half of all builds take less than 3 seconds. */
  readonly speed?: number | undefined;
}

/** A practice fleet that is a simulation. */
export interface SimulatedFleet {
  readonly kind: 'simulated';
  readonly builders: readonly BuilderConfig[];
  /** Lists in memory: nothing is served at the address, whose top-level name is reserved for that (RFC 2606). */
  readonly repository: RepositoryConfig;
  stop(): Promise<void>;
}

const SPEED = 20;
const LOOK_MS = 250;
const MOST_GUESTS = 50;

/** How the packages of the starter port end: as they do on the real machine. */
export const STARTER_OUTCOMES: Readonly<Record<string, Outcome>> = {
  luajit: { kind: 'fails', failure: 'unsupported-architecture', word: 'No support for this architecture (yet)', unlessPatched: false },
  lua: { kind: 'fails', failure: 'architecture-flags', word: '-msse2', cures: [{ kind: 'macro', name: 'simd_flags' }] },
  ...Object.fromEntries(
    ['byacc', 'lua-filesystem', 'lua-ljsyscall', 'lua-luassert', 'lua-say', 'luarocks', 'lz4', 'onetrue-awk', 'squashfs-tools', 'zlib'].map((name) => [name, { kind: 'succeeds' } as const]),
  ),
};

/** Where a simulated fleet's first builder keeps the repository. */
export const SIMULATED_REPOSITORY = '/var/lib/portolan/repository';

/** The fleet that a newcomer without a mainframe gets: `sim-1`, `sim-2`, …, where a build takes seconds. */
export async function startSimulatedFleet(options: SimulatedFleetOptions): Promise<SimulatedFleet> {
  const { count, slots = 2, speed = SPEED, ...rest } = options;
  if (!(Number.isInteger(count) && count >= 1 && count <= MOST_GUESTS)) throw new ProblemError('bad-input', `A simulated fleet has 1 to ${MOST_GUESTS} builders, not ${count}.`);
  return startFleetOf(
    Array.from({ length: count }, (_, index) => ({ name: `sim-${index + 1}`, slots, pool: 'simulation' })),
    { seed: 'practice', outcomes: STARTER_OUTCOMES, speed, medianBuildMs: 60_000, ...rest },
  );
}

/** A simulated builder by name. */
export interface NamedGuest {
  readonly name: string;
  readonly slots: number;
  readonly pool: string;
  /** What it stands for; see {@link SimulatorOptions}. */
  readonly machine?: string | undefined;
}

/** A simulated fleet of these builders, whose first one keeps the repository. */
export async function startFleetOf(guests: readonly NamedGuest[], options: Omit<SimulatorOptions, 'guests' | 'clock' | 'lookMs'> & { readonly speed?: number | undefined }): Promise<SimulatedFleet> {
  const { speed = SPEED, ...rest } = options;
  const host = parseBuilderName(guests[0]?.name ?? '');
  if (!host.ok) throw new ProblemError('bad-input', host.error.message);
  const simulator = await startSimulator({
    ...rest,
    guests: guests.map((guest) => ({ ...guest, cores: 4, memoryBytes: 8 * 1024 ** 3 })),
    clock: realClock(speed),
    lookMs: LOOK_MS * speed,
  });
  return {
    kind: 'simulated',
    builders: simulator.builders,
    repository: { builder: host.value, path: SIMULATED_REPOSITORY, url: `http://${host.value}.invalid/repository` },
    stop: () => simulator.stop(),
  };
}
