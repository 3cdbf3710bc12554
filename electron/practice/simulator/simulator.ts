import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAX_SLOTS, type BuilderConfig } from '#electron/core/builders/types.ts';
import { parseBuilderName } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';
import type { Outcome } from './build/outcomes.ts';
import { realClock, type SimulatorClock } from './clock.ts';
import { Guest } from './guest.ts';
import { fileJournal, NO_JOURNAL } from './machine/journal.ts';
import { keptPrivateKey, newPrivateKey, parsedKey } from './ssh/keys.ts';
import type { SpecAnswers } from './verbs/spec-answers.ts';

export interface SimulatedGuest {
  /** A builder's name: lower case letters, digits and dashes. */
  readonly name: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly slots: number;
  /** What it stands for, for example `8561 z/VM 7.3.0`; the probe says `simulated` before it. */
  readonly machine?: string | undefined;
  readonly pool?: string | undefined;
}

export interface SimulatorOptions {
  readonly guests: readonly SimulatedGuest[];
  /** The same seed gives the same builds. */
  readonly seed: string;
  /** Default: real time. */
  readonly clock?: SimulatorClock | undefined;
  /** Stops the fleet. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Where keys and disks are kept, so that jobs and repositories outlive this process; it belongs to one simulator at a
   * time, with the same seed and rules each time. Default: a temporary folder for the key alone, and disks in memory.
   */
  readonly stateFolder?: string | undefined;
  readonly specAnswers?: SpecAnswers | undefined;
  /** What `root` answers. */
  readonly rootProvides?: readonly string[] | undefined;
  /** How builds of these sources end, whatever the seed says. */
  readonly outcomes?: Readonly<Record<string, Outcome>> | undefined;
  /** The share of the other sources that fail. Default 0.03. */
  readonly failureRate?: number | undefined;
  /** Half of all builds take less, on four cores, in simulated milliseconds. Default 90,000. */
  readonly medianBuildMs?: number | undefined;
  /** How far builds are apart: the deviation of the logarithms of their durations. Default 0.9. */
  readonly deviation?: number | undefined;
  /** How often a followed job is looked at, in simulated milliseconds. Default 500. */
  readonly lookMs?: number | undefined;
}

export interface Simulator extends AsyncDisposable {
  readonly builders: readonly BuilderConfig[];
  /** The guests by name, to make things go wrong. Throws `not-found` for a name that is none. */
  guest(name: string): Guest;
  /** Closes every port and connection, and resolves when nothing is left. Again: no effect. */
  stop(): Promise<void>;
}

const USER = 'portolan';

/** Starts an SSH fleet in this process, on ports of 127.0.0.1. Throws `bad-input` for a guest that cannot be. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  options.signal?.throwIfAborted();
  const kept = options.stateFolder;
  const folder = kept ?? (await mkdtemp(join(tmpdir(), 'portolan-simulator-')));
  await mkdir(folder, { recursive: true });
  const keyFile = join(folder, 'id_ed25519');
  const userKey = parsedKey(keptPrivateKey(keyFile, 'the desk of a simulated fleet'));
  const guests = new Map<string, Guest>();
  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopping ??= (async () => {
      options.signal?.removeEventListener('abort', abort);
      await Promise.all([...guests.values()].map((guest) => guest.stop()));
      if (kept === undefined) await rm(folder, { recursive: true, force: true });
    })();
    return stopping;
  };
  const abort = (): void => {
    void stop();
  };
  const builders: BuilderConfig[] = [];
  try {
    for (const each of options.guests) {
      const name = checked(each, guests);
      const guest = guestOf(each, options, userKey, kept);
      guests.set(name, guest);
      const port = await guest.listen();
      builders.push({ name, host: '127.0.0.1', port, user: USER, keyFile, slots: each.slots, pool: each.pool, hostKey: guest.fingerprint });
    }
  } catch (error) {
    await stop();
    throw error;
  }
  options.signal?.addEventListener('abort', abort, { once: true });
  if (options.signal?.aborted === true) abort();
  return {
    builders,
    guest: (name) => {
      const guest = guests.get(name);
      if (guest === undefined) throw new ProblemError('not-found', `There is no simulated builder ${name}.`);
      return guest;
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function checked(guest: SimulatedGuest, known: ReadonlyMap<string, Guest>): BuilderConfig['name'] {
  const name = parseBuilderName(guest.name);
  if (!name.ok) throw new ProblemError('bad-input', name.error.message);
  if (known.has(guest.name)) throw new ProblemError('bad-input', `Two simulated builders are called ${guest.name}.`);
  if (!(guest.slots >= 1 && guest.slots <= MAX_SLOTS)) throw new ProblemError('bad-input', `${guest.name} has ${guest.slots} slots; it can have 1 to ${MAX_SLOTS}.`);
  return name.value;
}

function guestOf(guest: SimulatedGuest, options: SimulatorOptions, userKey: ReturnType<typeof parsedKey>, folder: string | undefined): Guest {
  const { name, cores, memoryBytes, machine } = guest;
  return new Guest({
    user: USER,
    userKey,
    hostKey: folder === undefined ? newPrivateKey(name) : keptPrivateKey(join(folder, `${name}.hostkey`), name),
    machine: {
      name,
      cores,
      memoryBytes,
      kind: machine === undefined ? 'simulated' : `simulated ${machine}`,
      rules: { seed: options.seed, failureRate: options.failureRate ?? 0.03, outcomes: options.outcomes ?? {}, medianMs: options.medianBuildMs ?? 90_000, deviation: options.deviation ?? 0.9, cores },
      clock: options.clock ?? realClock(),
      journal: folder === undefined ? NO_JOURNAL : fileJournal(join(folder, `${name}.jsonl`)),
    },
    verbs: { lookMs: options.lookMs ?? 500, specAnswers: options.specAnswers ?? null, rootProvides: options.rootProvides ?? [] },
  });
}
