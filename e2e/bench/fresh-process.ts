import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { z } from 'zod';

/** What a program prints on its standard output, once it has ended well. Throws with what it said where it has not. */
export async function outputOf(program: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<string> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } });
  const out: Buffer[] = [];
  const said: Buffer[] = [];
  child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
  child.stderr.on('data', (bytes: Buffer) => said.push(bytes));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${Buffer.concat(said).toString().slice(-2000)}`);
  return Buffer.concat(out).toString();
}

/**
 * Runs a program of this folder in a process of its own, where nothing is compiled or cached yet, and reads the JSON
 * that it prints.
 */
export async function inFreshProcess<Answer>(program: string, args: readonly string[], shape: z.ZodType<Answer>): Promise<Answer> {
  const printed = await outputOf(process.execPath, [join(import.meta.dirname, program), ...args]);
  return shape.parse(JSON.parse(printed));
}
