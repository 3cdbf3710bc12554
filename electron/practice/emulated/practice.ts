import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { canEmulate, type Finding } from '#electron/core/doctor/doctor.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import { withLock } from './file-lock.ts';
import { reapFleets } from './fleet-folder.ts';
import type { FleetOptions } from './fleet.ts';
import { keeperMessage, type KeeperOrder } from './keeper-messages.ts';
import { readPracticeRecord, removePracticeRecord, type PracticeRecord } from './practice-record.ts';
import { isAlive, signalProcess } from './process-identity.ts';
import { ensureRoot } from './root-build.ts';
import { ROOT_COST } from './root-cost.ts';
import { cacheFolder } from '#electron/core/places/cache-folder.ts';
import { KEEPER } from '#electron/core/places/own-files.ts';
import { isRootCached } from './root-cache.ts';

const DOWN_LIMIT_MS = 20_000;
const DOWN_POLL_MS = 50;

export interface PracticeState {
  /** The fleet that was left running; null: none. */
  readonly fleet: PracticeRecord | null;
  /** Whether the emulated builders' root can be had within seconds. */
  readonly rootCached: boolean;
  /** What this machine lacks for emulated builders. A root that is cached needs no mmdebstrap. */
  readonly missing: readonly Finding[];
  /** What making the root takes. */
  readonly cost: typeof ROOT_COST;
}

/** Looks, and changes nothing. */
export async function practiceStatus(cache: string = cacheFolder()): Promise<PracticeState> {
  const [fleet, rootCached, findings] = await Promise.all([readPracticeRecord(cache), isRootCached(cache), canEmulate()]);
  return { fleet, rootCached, missing: findings.filter(({ id }) => !(rootCached && id === 'mmdebstrap')), cost: ROOT_COST };
}

/** The program that keeps the fleet alive: `keeper.ts`, and a Node of version 24 or newer that runs it unbuilt. */
export interface KeeperProgram {
  readonly node: string;
  readonly file: string;
}

export type PracticeUpOptions = Omit<FleetOptions, 'folder'> & {
  /** How the keeper is run; with this process's own Node from the sources when left out. */
  readonly keeper?: KeeperProgram | undefined;
};

/**
 * Starts a fleet that outlasts this process, or returns the one that runs already. Makes the root first where it is not cached.
 * Throws a {@link ProblemError}: `unsupported` when the machine lacks something, `cancelled` on abort.
 */
export async function practiceUp({ cache = cacheFolder(), signal, onProgress, keeper = { node: process.execPath, file: KEEPER }, names, count, user }: PracticeUpOptions = {}): Promise<PracticeRecord> {
  const running = await readPracticeRecord(cache);
  if (running !== null) return running;
  const { missing } = await practiceStatus(cache);
  if (missing.length > 0) {
    const mends = missing.map(({ problem }) => (problem === null ? '' : `${problem.message} ${problem.mend}`));
    throw new ProblemError('unsupported', 'This machine cannot run emulated builders yet.', mends.join('\n'));
  }
  await mkdir(cache, { recursive: true });
  await ensureRoot({ cache, signal, onProgress });
  return withLock(join(cache, 'practice.lock'), signal, async () => {
    const started = await readPracticeRecord(cache);
    if (started !== null) return started;
    onProgress?.({ phase: 'Starting the emulated builders', fraction: 1 });
    await startKeeper(keeper, { cache, ...(names === undefined ? {} : { names: [...names] }), ...(count === undefined ? {} : { count }), ...(user === undefined ? {} : { user }) }, signal);
    const record = await readPracticeRecord(cache);
    if (record === null) throw new ProblemError('internal', 'The practice fleet ended as soon as it was up.');
    return record;
  });
}

/** Ends the fleet that was left running, and clears away what dead ones left. Returns whether there was one. */
export async function practiceDown(cache: string = cacheFolder()): Promise<boolean> {
  const running = await readPracticeRecord(cache);
  if (running !== null) {
    await signalProcess(running.keeper, 'SIGTERM');
    for (let waited = 0; await isAlive(running.keeper); waited += DOWN_POLL_MS) {
      // Guests die with their keeper, so a keeper that does not listen may be killed.
      if (waited >= DOWN_LIMIT_MS) await signalProcess(running.keeper, 'SIGKILL');
      await pause(DOWN_POLL_MS);
    }
    await removePracticeRecord(cache);
  }
  await reapFleets(join(cache, 'fleets'));
  return running !== null;
}

/** Resolves when the keeper says that the fleet is up; then it no longer belongs to this process. */
function startKeeper(program: KeeperProgram, order: KeeperOrder, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const keeper = spawn(program.node, [program.file, JSON.stringify(order)], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], detached: true, cwd: '/' });
    const cancel = (): void => void keeper.kill('SIGTERM');
    signal?.addEventListener('abort', cancel, { once: true });
    const settle = (failure: ProblemError | null): void => {
      signal?.removeEventListener('abort', cancel);
      keeper.removeAllListeners();
      if (keeper.connected) keeper.disconnect();
      keeper.unref();
      if (failure === null) resolve();
      else reject(failure);
    };
    keeper.on('message', (message) => {
      const said = keeperMessage.safeParse(message);
      if (!said.success) settle(new ProblemError('internal', 'The practice fleet said something that cannot be read.', said.error.message));
      else if (said.data.kind === 'up') settle(null);
      else settle(new ProblemError(said.data.problem.code, said.data.problem.message, said.data.problem.detail));
    });
    keeper.on('error', (error) => settle(new ProblemError('internal', 'The practice fleet could not be started.', error.message)));
    keeper.on('exit', (code, killedBy) => settle(new ProblemError('internal', 'The practice fleet ended before it was up.', `exit ${String(code)}, signal ${String(killedBy)}`)));
  });
}
