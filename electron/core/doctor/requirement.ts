import type { Machine } from './machine.ts';

/**
 * What a requirement serves: the emulated practice builders, the test suite, a window of Electron's own (without one the
 * browser shows the same application), or builds driven from this machine.
 */
export type Purpose = 'practice-fleet' | 'tests' | 'electron-window' | 'builds';

/** One thing that Portolan wants of the machine it runs on. */
export interface Requirement {
  /** Unique, kebab-case. */
  readonly id: string;
  /** Its name for a person. */
  readonly what: string;
  /** One sentence: what it is wanted for. */
  readonly why: string;
  readonly neededFor: readonly Purpose[];
  /** Debian packages that bring it; empty when no package does. */
  readonly debian: readonly string[];
  /** Its packages in Fedora and its relatives. */
  readonly fedora: readonly string[];
  /** The mending command when no package does it. */
  readonly mend?: string | undefined;
  /** Null when the machine has it, else a sentence for a person. */
  check(machine: Machine): Promise<string | null>;
}

/** The command line that mends a requirement on this machine. */
export function mendOf({ debian, fedora, mend, what }: Requirement, { family }: Machine): string {
  if (mend !== undefined) return mend;
  if (family === 'debian' && debian.length > 0) return `apt-get install --no-install-recommends ${debian.join(' ')}`;
  if (family === 'fedora' && fedora.length > 0) return `dnf install ${fedora.join(' ')}`;
  return `Install ${what} with this system's package manager.`;
}
