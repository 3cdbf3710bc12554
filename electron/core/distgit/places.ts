import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import { repositoryName } from '#shared/rpm/distgit/git-address.ts';

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
