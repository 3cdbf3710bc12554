import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');
const PORTOLAN = join(ROOT, 'electron', 'headless', 'portolan.js');

/** The command line as a person runs it; resolves with what it printed, rejects with what it complained about. */
export async function portolan(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const child = spawn(process.execPath, [PORTOLAN, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
  child.stderr.on('data', (bytes: Buffer) => err.push(bytes));
  await once(child, 'close');
  if (child.exitCode !== 0) throw new Error(`portolan ${args.join(' ')} ended with ${child.exitCode}: ${Buffer.concat(err).toString()}`);
  return Buffer.concat(out).toString();
}

/** `portolan serve` on a project, as a process of its own that can be killed. */
export interface Served {
  /** The addresses to look, and to look and act. */
  readonly readerUrl: string;
  readonly operatorUrl: string;
  /** SIGKILL, as when the machine fails. */
  kill(): Promise<void>;
  /** Ctrl-C. */
  stop(): Promise<void>;
}

export async function serve(project: string, env: NodeJS.ProcessEnv = process.env): Promise<Served> {
  const child = spawn(process.execPath, [PORTOLAN, 'serve', '--project', project, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'], env });
  const urls = await addresses(child);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  return { ...urls, kill: () => end('SIGKILL'), stop: () => end('SIGINT') };
}

function addresses(child: ChildProcess): Promise<Pick<Served, 'readerUrl' | 'operatorUrl'>> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      const [readerUrl, operatorUrl] = said.match(/http:\/\/\S+(?=\s)/g) ?? [];
      if (readerUrl !== undefined && operatorUrl !== undefined) resolve({ readerUrl, operatorUrl });
    });
    child.once('exit', (code) => reject(new Error(`portolan serve ended with ${code} before it listened: ${said}`)));
  });
}
