import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { compareEvr } from '#shared/rpm/evr.ts';
import type { SourcePackage } from '#shared/rpm/package.ts';
import { problem, problemOf, ProblemError, type Problem } from '#shared/vocabulary/problem.ts';

import { readSrpm } from './read-srpm.ts';

export interface SrpmsFound {
  /** One of each name, the newest, by name. */
  readonly sources: readonly SourcePackage[];
  readonly problems: readonly Problem[];
}

const FILES_MAX = 100_000;
/** Files that are read at a time. */
const TOGETHER = 16;

type Read = { readonly source: SourcePackage } | { readonly problem: Problem };

/** Reads folders of SRPMs; what stands in a file is read once for as long as its size and time stay. */
export class SrpmShelf {
  readonly #known = new Map<string, { readonly stamp: string; readonly read: Read }>();

  /** The SRPMs of a folder. A file that cannot be read is a problem that names it; throws a ProblemError where the folder cannot be read. */
  async read(folder: string): Promise<SrpmsFound> {
    const names = await namesIn(folder);
    const newest = new Map<string, SourcePackage>();
    const problems: Problem[] = [];
    for (let begin = 0; begin < names.length; begin += TOGETHER) {
      for (const read of await Promise.all(names.slice(begin, begin + TOGETHER).map((name) => this.#readOne(folder, name)))) {
        if ('problem' in read) {
          problems.push(read.problem);
          continue;
        }
        const known = newest.get(read.source.name);
        if (known === undefined || compareEvr(read.source.evr, known.evr) > 0) newest.set(read.source.name, read.source);
      }
    }
    return { sources: [...newest.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), problems };
  }

  async #readOne(folder: string, name: string): Promise<Read> {
    const path = join(folder, name);
    try {
      const { size, mtimeMs, ctimeMs } = await stat(path);
      const stamp = `${size} ${mtimeMs} ${ctimeMs}`;
      const known = this.#known.get(path);
      if (known?.stamp === stamp) return known.read;
      const read: Read = await readSrpm(path, name).then(
        (source) => ({ source }),
        (thrown: unknown) => ({ problem: told(name, thrown) }),
      );
      this.#known.set(path, { stamp, read });
      return read;
    } catch (thrown) {
      return { problem: told(name, thrown) };
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    const names = (await readdir(folder, { withFileTypes: true })).filter((entry) => !entry.isDirectory() && /\.(no)?src\.rpm$/.test(entry.name)).map(({ name }) => name);
    if (names.length > FILES_MAX) throw new ProblemError('limit', `${folder} has more than ${FILES_MAX} SRPMs.`);
    return names.sort();
  } catch (thrown) {
    if (thrown instanceof ProblemError) throw thrown;
    throw new ProblemError('not-found', `The folder of SRPMs ${folder} cannot be read. Check “sources” in portolan.yaml.`, String(thrown));
  }
}

function told(name: string, thrown: unknown): Problem {
  const known = problemOf(thrown);
  return known.code === 'internal' ? problem('not-found', `${name} cannot be read.`, known.detail) : known;
}
