import type { SpecFacts } from './spec-facts.ts';

/** What a package is built with; its log looks accordingly. */
export type BuildSystem = 'autotools' | 'cmake' | 'perl' | 'python' | 'java' | 'ruby' | 'data';

/** Which job the log is of. */
export interface LogSubject {
  readonly facts: SpecFacts;
  readonly attempt: string;
  readonly system: BuildSystem;
  /** How many source files it compiles, and how many tests it runs. */
  readonly files: number;
  readonly checks: number;
  /** Some build systems write colours where nobody asked for them. */
  readonly colours: boolean;
  readonly noCheck: boolean;
  /** Packages that the job installs into its buildroot. */
  readonly installs: number;
}
