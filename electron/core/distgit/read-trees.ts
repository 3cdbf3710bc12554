import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { layoutOf } from '#shared/rpm/distgit/tree-layout.ts';
import { problem, problemOf, ProblemError, type Problem } from '#shared/vocabulary/problem.ts';

import { listingOf, readTree, type DistGitTree } from './read-tree.ts';

export interface TreesFound {
  /** In the order of their folders' names. */
  readonly trees: readonly DistGitTree[];
  /** Folders that are no tree, and what is wrong within trees. */
  readonly problems: readonly Problem[];
}

const TREES_MAX = 50_000;
/** Trees that are read at a time. */
const TOGETHER = 16;

/**
 * Reads the trees in the folders of a folder, or the folder itself where it is a tree. What is wrong with one is a problem that names it, and the rest is read; throws a
 * ProblemError where the folder itself cannot be read.
 */
export async function readTrees(folder: string): Promise<TreesFound> {
  const names = await treesIn(folder);
  const trees: DistGitTree[] = [];
  const problems: Problem[] = [];
  for (let begin = 0; begin < names.length; begin += TOGETHER) {
    const read = await Promise.all(names.slice(begin, begin + TOGETHER).map((path) => readTree(path).catch((thrown: unknown) => told(path, thrown))));
    for (const each of read) {
      if ('code' in each) problems.push(each);
      else {
        trees.push(each);
        problems.push(...each.problems);
      }
    }
  }
  return { trees, problems };
}

async function treesIn(folder: string): Promise<string[]> {
  try {
    const own = await listingOf(folder);
    if ((own.specs.length > 0 || own.files.some((name) => name.endsWith('.spec'))) && layoutOf(own).ok) return [folder];
    const entries = await readdir(folder, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
    if (names.length > TREES_MAX) throw new ProblemError('limit', `${folder} has more than ${TREES_MAX} trees.`);
    return names.sort().map((name) => join(folder, name));
  } catch (thrown) {
    if (thrown instanceof ProblemError) throw thrown;
    throw new ProblemError('not-found', `The folder of source trees ${folder} cannot be read. Check “sources” in portolan.yaml.`, String(thrown));
  }
}

function told(path: string, thrown: unknown): Problem {
  const known = problemOf(thrown);
  return known.code === 'internal' ? problem('not-found', `The tree ${basename(path)} cannot be read.`, known.detail) : known;
}
