import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where the reference data lies: PORTOLAN_DATA, else beside the project. */
export const DATA = process.env['PORTOLAN_DATA'] ?? resolve(import.meta.dirname, '../../../../shared/data');

/** A folder of the reference data, and whether it is there. */
export function dataFolder(name: string): { readonly path: string; readonly there: boolean } {
  const path = join(DATA, name);
  return { path, there: existsSync(path) };
}

/** Whether a program is on this machine. */
export function haveTool(name: string): boolean {
  return spawnSync('sh', ['-c', 'command -v "$0"', name], { stdio: 'ignore' }).status === 0;
}

/** Debian's interpreter: python3-solv belongs to it, not to another that may come first in the PATH. */
const PYTHON = '/usr/bin/python3';

export function haveSolv(): boolean {
  return spawnSync(PYTHON, ['-c', 'import solv'], { stdio: 'ignore' }).status === 0;
}

/** Runs a Python program with JSON as its input and its output. */
export function askPython(program: string, input: unknown): unknown {
  return JSON.parse(execFileSync(PYTHON, ['-c', program], { input: JSON.stringify(input), encoding: 'utf8', maxBuffer: 1 << 28 }));
}

/** The name of a test that is skipped says so and why. */
export function needs(there: boolean, what: string, name: string): string {
  return there ? name : `${name} [skipped: needs ${what}]`;
}
