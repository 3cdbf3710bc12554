import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { z } from 'zod';

import { repositoryName } from '#shared/rpm/distgit/git-address.ts';
import { PROBLEM_CODES, type Problem } from '#shared/vocabulary/problem.ts';

/** A repository that is cloned into the project's cache. */
export interface GitPlace {
  readonly address: string;
  readonly branch: string;
  readonly name: string;
  /** Where its clone lies, once there is one. */
  readonly folder: string;
}

/** The repositories that an entry names by address, each with its place below `cache`: one for each package where the address has `{name}`. */
export function gitPlaces(entry: { readonly git: string; readonly branch: string; readonly packages: readonly string[] }, cache: string): GitPlace[] {
  const { git, branch, packages } = entry;
  const addresses = git.includes('{name}') ? packages.map((name) => git.replaceAll('{name}', () => encodeURIComponent(name))) : [git];
  return addresses.map((address, index) => {
    const name = packages[index] ?? repositoryName(address);
    // By address and branch: another branch of the same repository is another tree.
    const digest = createHash('sha256').update(`${address}\n${branch}`).digest('hex').slice(0, 16);
    return { address, branch, name, folder: join(cache, 'distgit', digest, name) };
  });
}

export async function isCloned({ folder }: GitPlace): Promise<boolean> {
  return stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

const problemOnDisk = z.object({ code: z.enum(PROBLEM_CODES), message: z.string(), detail: z.string().optional() });

/** Why it could not be cloned when that was last tried; null where it could, or nobody tried. */
export async function cloneProblem(place: GitPlace): Promise<Problem | null> {
  try {
    return problemOnDisk.parse(JSON.parse(await readFile(problemFile(place), 'utf8')));
  } catch {
    return null;
  }
}

/** Keeps it beside the clone, for whoever looks next. */
export async function keepCloneProblem(place: GitPlace, problem: Problem | null): Promise<void> {
  const file = problemFile(place);
  if (problem === null) return rm(file, { force: true });
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(problem));
}

function problemFile({ folder }: GitPlace): string {
  return `${folder}.problem.json`;
}
