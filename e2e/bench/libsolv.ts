import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { z } from 'zod';

import { BINARY_TREES, SOURCE_TREES, type Distribution } from './distribution.ts';
import { outputOf } from './fresh-process.ts';
import { ROOT } from './places.ts';

/** What libsolv said of a distribution, and how long it took. */
export interface LibsolvAnswer {
  /** Seconds for primary of all repositories and filelists of the binary ones, and for `createwhatprovides`. */
  readonly load: number;
  /** Seconds of all solves together, without the loop around them. */
  readonly solve: number;
  /** By name of source, what keeps it from being installed. */
  readonly verdicts: ReadonlyMap<string, string>;
}

export const WITHOUT_LIBSOLV = 'libsolv, since no python3 here has its bindings (Debian: python3-solv)';

const shape = z.object({ printed: z.string(), seconds: z.object({ add_rpmmd: z.array(z.number()), createwhatprovides: z.array(z.number()), solve: z.array(z.number()) }) });

/** A Python with libsolv's bindings, the first in the path or the distribution's own; null where there is none. */
export function pythonWithLibsolv(): string | null {
  const found = ['python3', '/usr/bin/python3'].find((python) => {
    try {
      execFileSync(python, ['-c', 'import solv'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
  return found ?? null;
}

/** Asks libsolv in a process of its own; its interpreter's start is not counted. */
export async function askLibsolv(python: string, { root }: Distribution, architectures: readonly string[]): Promise<LibsolvAnswer> {
  const program = join(ROOT, 'shared', 'plan', 'testing', 'libsolv-verdicts.py');
  const text = await outputOf(python, [join(import.meta.dirname, 'libsolv-timed.py'), program, root, architectures.join(','), [...BINARY_TREES, ...SOURCE_TREES].join(',')]);
  const { printed, seconds } = shape.parse(JSON.parse(text));
  // For each repository it reads primary, then filelists; those of the source repositories are not in the budget.
  const counted = seconds.add_rpmmd.filter((_, call) => call % 2 === 0 || call < BINARY_TREES.length * 2);
  const sum = (list: readonly number[]): number => list.reduce((total, each) => total + each, 0);
  const lines = printed.split('\n').filter((line) => line !== '');
  return {
    load: sum(counted) + sum(seconds.createwhatprovides),
    solve: sum(seconds.solve),
    verdicts: new Map(lines.map((line): [string, string] => [line.split('\t')[0] ?? '', line.split('\t')[1] ?? ''])),
  };
}
