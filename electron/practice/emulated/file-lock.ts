import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { ProblemError } from '#shared/vocabulary/problem.ts';

import { ADMIN_PATH } from './run.ts';

/**
 * Waits for the lock on a file, does the work, and lets go. The kernel's own lock (flock(2)), held by a child that ends when
 * our end of its input closes: a holder that dies, however it dies, leaves no stale lock. Throws `cancelled` when it is aborted
 * while it waits.
 */
export async function withLock<Outcome>(path: string, signal: AbortSignal | undefined, work: () => Promise<Outcome>): Promise<Outcome> {
  const release = await hold(path, signal);
  try {
    return await work();
  } finally {
    await release();
  }
}

async function hold(path: string, signal: AbortSignal | undefined): Promise<() => Promise<void>> {
  const child = spawn('flock', ['--exclusive', '--no-fork', path, 'sh', '-c', 'echo held && exec cat >/dev/null'], {
    env: { PATH: ADMIN_PATH },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const cancel = (): void => void child.kill('SIGKILL');
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted === true) cancel();
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text.slice(0, 1000)));
  const held = await Promise.race([once(child.stdout, 'data').then(() => true), ended.then(() => false)]);
  signal?.removeEventListener('abort', cancel);
  if (signal?.aborted === true) {
    cancel();
    throw new ProblemError('cancelled', 'Cancelled.');
  }
  if (!held) throw new ProblemError('internal', `The lock on ${path} could not be taken.`, words);
  return async () => {
    child.stdin.end();
    await ended;
  };
}
