import type { SpecQuery } from '#electron/core/jobs/job-file.ts';
import type { Macro } from '#electron/core/jobs/types.ts';

/** What rpmspec said once, on a real builder. */
export interface RecordedAnswer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Looks up a recorded evaluation of this very spec under these macros; null: there is none. */
export type SpecAnswers = (specText: string, macros: readonly Macro[], query: SpecQuery) => RecordedAnswer | null;
