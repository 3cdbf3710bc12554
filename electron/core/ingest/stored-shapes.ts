import type { PackageTable } from '#shared/rpm/package-table.ts';
import type { PackageFiles } from '#shared/rpm/repodata/filelists.ts';

/** A package table as it comes back from the cache; throws where it is none. */
export function storedTable(stored: unknown): PackageTable {
  const { strings, evrs, dependencies, binaries, sources, lists } = fields(stored);
  if (!(evrs instanceof Float64Array)) throw new TypeError('no table');
  return { strings: texts(strings), evrs, dependencies: numbers(dependencies), binaries: numbers(binaries), sources: numbers(sources), lists: numbers(lists) };
}

/** The files of packages as they come back from the cache; throws where they are none. */
export function storedFiles(stored: unknown): readonly PackageFiles[] {
  if (!Array.isArray(stored)) throw new TypeError('no files');
  return stored.map((one: unknown) => {
    const { pkgid, paths } = fields(one);
    if (typeof pkgid !== 'string') throw new TypeError('no files');
    return { pkgid, paths: texts(paths) };
  });
}

function fields(stored: unknown): Readonly<Record<string, unknown>> {
  if (typeof stored !== 'object' || stored === null) throw new TypeError('no object');
  return Object.fromEntries(Object.entries(stored));
}

function texts(stored: unknown): readonly string[] {
  if (!Array.isArray(stored) || !stored.every((text) => typeof text === 'string')) throw new TypeError('no texts');
  return stored;
}

function numbers(stored: unknown): Int32Array {
  if (!(stored instanceof Int32Array)) throw new TypeError('no numbers');
  return stored;
}
