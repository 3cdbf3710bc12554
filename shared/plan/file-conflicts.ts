import { fileDifference, type FileDifference, type FileMark } from '../rpm/file-mark.ts';
import { formatNevra } from '../rpm/nevra.ts';
import type { BinaryPackage } from '../rpm/package.ts';
import { byText } from './by-text.ts';
import { pairClash } from './pair-clash.ts';

/** A package with what it owns. */
export interface PackageWithFiles {
  readonly source: string;
  readonly binary: BinaryPackage;
  /** Paths, and the mark of each at the same place. */
  readonly files: readonly string[];
  readonly marks: readonly FileMark[];
}

/** Two packages that nothing keeps apart but the files that they both have: whoever installs one cannot install the other. */
export interface FileConflict {
  readonly one: PackageWithFiles;
  readonly other: PackageWithFiles;
  /** Sorted by path. */
  readonly paths: readonly { readonly path: string; readonly differs: FileDifference }[];
}

/** Those who own a path and have the same there: some folders are owned by thousands. */
interface Alike {
  readonly mark: FileMark;
  readonly owners: number[];
}

/**
 * The packages that rpm would refuse to install together because of files that both own and that are not the same
 * (`file-mark.ts`). Two of one name, and two that a Conflicts or Obsoletes keeps apart, are never installed together;
 * whether what the two require clashes further down is not looked at. Sorted by NEVRA.
 */
export function fileConflicts(packages: readonly PackageWithFiles[]): readonly FileConflict[] {
  const owners = new Map<string, Alike[]>();
  const pairs = new Map<number, { path: string; differs: FileDifference }[]>();
  packages.forEach(({ files, marks }, owner) => {
    files.forEach((path, place) => {
      const mark = marks[place];
      if (mark === undefined) return;
      const groups = owners.get(path) ?? [];
      if (groups.length === 0) owners.set(path, groups);
      for (const group of groups) {
        const differs = fileDifference(group.mark, mark);
        if (differs === null) continue;
        for (const before of group.owners) {
          if (before === owner) continue;
          const pair = before * packages.length + owner;
          const list = pairs.get(pair);
          if (list === undefined) pairs.set(pair, [{ path, differs }]);
          else list.push({ path, differs });
        }
      }
      const alike = groups.find((group) => isAlike(group.mark, mark));
      if (alike === undefined) groups.push({ mark, owners: [owner] });
      else alike.owners.push(owner);
    });
  });
  const found = [...pairs].flatMap(([pair, paths]): FileConflict[] => {
    const [first, second] = [packages[Math.floor(pair / packages.length)], packages[pair % packages.length]];
    if (first === undefined || second === undefined || pairClash(first.binary, second.binary) !== null) return [];
    const [one, other] = keyOf(first) <= keyOf(second) ? [first, second] : [second, first];
    return [{ one, other, paths: paths.sort((a, b) => byText(a.path, b.path)) }];
  });
  return found.sort((a, b) => byText(keyOf(a.one), keyOf(b.one)) || byText(keyOf(a.other), keyOf(b.other)));
}

function keyOf({ binary }: PackageWithFiles): string {
  return formatNevra(binary);
}

function isAlike(one: FileMark, other: FileMark): boolean {
  return one.mode === other.mode && one.owner === other.owner && one.content === other.content && one.colour === other.colour && one.ghost === other.ghost;
}
