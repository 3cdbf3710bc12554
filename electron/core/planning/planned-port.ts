import { deserialize, serialize } from 'node:v8';
import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';

import type { MorningFindings } from '#shared/plan/first-morning/types.ts';
import type { Plan } from '#shared/plan/types.ts';
import type { SourceFacts } from '#shared/port/package-state.ts';

/** What a build of a source that is kept as a spec starts from. */
export interface SpecOrigin {
  readonly file: string;
  readonly path: string;
  /** Source0, Source1, … as the spec gives them: file names or addresses. */
  readonly sources: readonly string[];
  readonly patches: readonly string[];
}

/** A plan with what else is known of its sources; `facts` and `origins` run parallel to `plan.sources`. */
export interface PlannedPort {
  readonly digest: string;
  readonly plan: Plan;
  readonly facts: readonly SourceFacts[];
  /** Null for a source that only a source repository has. */
  readonly origins: readonly (SpecOrigin | null)[];
  /** What of the first morning's report needs the packages themselves, which are gone when the plan is made. */
  readonly morning: MorningFindings;
}

const FORM = 'portolan-plan-3';

/** Reads a cached plan; null when there is none, or none that this program wrote. */
export async function readPlannedPort(file: string, digest: string): Promise<PlannedPort | null> {
  try {
    const value: unknown = deserialize(await readFile(file));
    if (typeof value !== 'object' || value === null || !('form' in value) || value.form !== FORM || !('port' in value)) return null;
    // The form and digest were written beside it by this same program, into a folder that only it writes.
    const port = value.port as PlannedPort;
    return port.digest === digest ? port : null;
  } catch {
    return null;
  }
}

export async function writePlannedPort(file: string, port: PlannedPort): Promise<void> {
  const part = `${file}.${randomUUID()}.new`;
  try {
    await writeFile(part, serialize({ form: FORM, port }));
    await rename(part, file);
  } finally {
    await rm(part, { force: true });
  }
}
