import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';

export interface ProgramRun {
  /** The exit status; null when a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProgramOptions {
  readonly signal: AbortSignal;
  readonly cwd?: string | undefined;
  /** Beside this process's own. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** Lines that the program writes to its file descriptor 3. */
  readonly onStatusLine?: ((line: string) => void) | undefined;
}

/** Of each stream at most this much is kept; the rest is read and dropped, so that the program never blocks. */
const MAX_KEPT = 4_000_000;

/**
 * Runs one program without a shell, in the C locale, and waits for its end. Rejects with ENOENT when it is not
 * installed and with an AbortError when `signal` fires, which also ends the program.
 */
export function runProgram(program: string, args: readonly string[], options: ProgramOptions): Promise<ProgramRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.environment, LC_ALL: 'C' },
      signal: options.signal,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    const out = collect(child.stdout);
    const err = collect(child.stderr);
    const status = child.stdio[3];
    let rest = '';
    if (status instanceof Readable) {
      status.on('data', (chunk: Buffer) => {
        const lines = (rest + chunk.toString('utf8')).split('\n');
        rest = (lines.pop() ?? '').slice(0, 10_000);
        lines.forEach((line) => options.onStatusLine?.(line));
      });
    }
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ status: code, stdout: out(), stderr: err() });
    });
  });
}

function collect(stream: Readable | null): () => string {
  const kept: Buffer[] = [];
  let size = 0;
  stream?.on('data', (chunk: Buffer) => {
    if (size < MAX_KEPT) kept.push(chunk);
    size += chunk.length;
  });
  return () => Buffer.concat(kept).toString('utf8').slice(0, MAX_KEPT);
}
