import { deserialize, serialize } from 'node:v8';
import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';

import type { MorningFindings } from '#shared/plan/first-morning/types.ts';
import type { Plan } from '#shared/plan/types.ts';
import type { SourceFacts } from '#shared/port/package-state.ts';
import type { StreamTarget } from '#shared/rpm/modules/module-set.ts';
import type { TargetDifferences } from '#shared/rpm/target-differences.ts';

import type { FetchedFile } from './spec-evaluations.ts';

/** What a build of a source that is kept as a spec starts from. */
export interface SpecOrigin {
  readonly file: string;
  readonly path: string;
  /** Where the sources lie that are kept beside it. */
  readonly sourceFolder: string;
  /** It lies in a dist-git tree: what is there is a stranger's, and no link is followed. */
  readonly inTree: boolean;
  /** What a dist-git tree leaves to look-aside caches. */
  readonly lookaside: readonly FetchedFile[];
  /** Source0, Source1, … as the spec gives them: file names or addresses. */
  readonly sources: readonly string[];
  readonly patches: readonly string[];
}

/** A plan with what else is known of its sources; `facts` and `origins` run parallel to `plan.sources`. */
export interface PlannedPort {
  readonly digest: string;
  readonly plan: Plan;
  /** The key under which the cache has what may be installed of the foreign bases (`foreign-shelf.ts`). */
  readonly foreign: string;
  readonly facts: readonly SourceFacts[];
  /** Null for a source that only a source repository has. */
  readonly origins: readonly (SpecOrigin | null)[];
  /** How the BuildRequires of each source for the target differ from what else is known of it; runs parallel to `plan.sources`. */
  readonly differences: readonly (readonly TargetDifferences[])[];
  /** Every stream of the modules that the repositories know, as a target. */
  readonly streams: readonly StreamTarget[];
  /** How many source packages each of the project's source repositories has, in its order. */
  readonly sourceRepositories: readonly number[];
  /** What every buildroot begins with, groups of comps taken apart. */
  readonly buildGroup: readonly string[];
  /** What of the first morning's report needs the packages themselves, which are gone when the plan is made. */
  readonly morning: MorningFindings;
}

const FORM = 'portolan-plan-7';

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
