import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A Python that has libsolv's bindings: the distribution's own, which need not be the first in the path. */
export function pythonWithSolv(): string | undefined {
  return ['python3', '/usr/bin/python3'].find((python) => {
    try {
      execFileSync(python, ['-c', 'import solv'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
}

/** A universe as `libsolv-universes.py` reads it; dependencies as rpm writes them. */
export interface AskedUniverse {
  readonly repositories: readonly { readonly priority: number; readonly side: number; readonly packages: readonly AskedPackage[] }[];
  readonly architectures: readonly string[];
  readonly group: readonly string[];
  readonly sources: readonly (readonly string[])[];
  /** By source: its BuildConflicts. */
  readonly refused?: readonly (readonly string[])[];
  readonly checks: readonly (readonly number[])[];
}

export interface AskedPackage {
  readonly name: string;
  readonly evr: string;
  readonly arch: string;
  readonly provides: readonly string[];
  readonly requires: readonly string[];
  readonly conflicts: readonly string[];
  readonly obsoletes: readonly string[];
  readonly files: readonly string[];
}

/** Null where it can be had; else the problem in libsolv's words. */
export type Verdict = string | null;
export interface Verdicts {
  readonly group: Verdict;
  readonly sources: readonly Verdict[];
  readonly checks: readonly Verdict[];
}

/** One long-lived Python that answers a universe in about a millisecond. */
export class LibsolvProcess {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(python: string) {
    this.#child = spawn(python, [join(import.meta.dirname, 'libsolv-universes.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
    if (this.#child.stdout === null) throw new Error('The oracle has no output.');
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** One question at a time. */
  async ask(universe: AskedUniverse): Promise<Verdicts> {
    this.#child.stdin?.write(`${JSON.stringify(universe)}\n`);
    const line = await this.#lines.next();
    if (line.done === true) throw new Error('The oracle has ended.');
    return JSON.parse(line.value) as Verdicts;
  }

  end(): void {
    this.#child.stdin?.end();
  }
}
