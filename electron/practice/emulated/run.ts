import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

import { ProblemError } from '#shared/vocabulary/problem.ts';

/** PATH of a program that is run as root: the administrators' folders too, whatever the person's PATH. */
export const ADMIN_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const TAIL_LINES = 40;

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with each line of standard output and standard error. */
  readonly onLine?: ((line: string) => void) | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly cwd?: string | undefined;
}

/**
 * Runs a program in a process group of its own and returns its standard output. An abort kills the group at once: what is run
 * through this leaves nothing that its caller does not clear away. Throws a {@link ProblemError}: `cancelled`, or `internal` with
 * the last lines that the program said.
 */
export function run(program: string, args: readonly string[], { signal, onLine, env = {}, cwd }: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(new ProblemError('cancelled', 'Cancelled.'));
      return;
    }
    const child = spawn(program, [...args], { cwd, env: { PATH: ADMIN_PATH, LC_ALL: 'C.UTF-8', ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const out: string[] = [];
    const tail: string[] = [];
    const hear = (line: string): void => {
      tail.push(line);
      if (tail.length > TAIL_LINES) tail.shift();
      onLine?.(line);
    };
    createInterface({ input: child.stdout }).on('line', (line) => {
      out.push(line);
      hear(line);
    });
    createInterface({ input: child.stderr }).on('line', hear);
    const cancel = (): void => killGroup(child.pid);
    signal?.addEventListener('abort', cancel, { once: true });
    child.on('error', (error) => {
      signal?.removeEventListener('abort', cancel);
      reject(new ProblemError('unsupported', `${program} could not be started.`, error.message));
    });
    child.on('close', (code, killedBy) => {
      signal?.removeEventListener('abort', cancel);
      if (signal?.aborted === true) reject(new ProblemError('cancelled', 'Cancelled.'));
      else if (code === 0) resolve(out.join('\n'));
      else reject(new ProblemError('internal', `${program} ended with ${code === null ? String(killedBy) : `exit status ${code}`}.`, tail.join('\n')));
    });
  });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself meanwhile.
  }
}
