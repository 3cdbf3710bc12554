import type { SpecQuery } from '#electron/core/jobs/spec-arguments.ts';
import type { Macro } from '#electron/core/jobs/types.ts';

/** What rpmspec said once, on a real builder. */
export interface RecordedAnswer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Looks up a recorded evaluation of this very spec under these macros and for this architecture; null: there is none. */
export type SpecAnswers = (specText: string, macros: readonly Macro[], query: SpecQuery, target: string | null) => RecordedAnswer | null;
