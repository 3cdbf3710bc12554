import { fileDifference, type FileDifference, type FileMark } from '../rpm/file-mark.ts';
import { formatNevra } from '../rpm/nevra.ts';
import type { BinaryPackage } from '../rpm/package.ts';
import { byText } from './by-text.ts';
import { atOnce, type Pieces } from './pieces.ts';
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

/** So many files are looked at before others may go on. */
const PIECE = 128;

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
  return atOnce(fileConflictsInPieces(packages));
}

/** The same in pieces of some hundred files, or of one pair. */
export function* fileConflictsInPieces(packages: readonly PackageWithFiles[]): Pieces<readonly FileConflict[]> {
  const owners = new Map<string, Alike[]>();
  const pairs = new Map<number, { path: string; differs: FileDifference }[]>();
  let looked = 0;
  for (const [owner, { files, marks }] of packages.entries()) {
    for (const [place, path] of files.entries()) {
      if (++looked % PIECE === 0) yield;
      const mark = marks[place];
      if (mark === undefined) continue;
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
    }
  }
  const found: { readonly key: string; readonly conflict: FileConflict }[] = [];
  for (const [pair, paths] of pairs) {
    // Some packages provide thousands of things, all of which may be what the other conflicts with.
    yield;
    const [first, second] = [packages[Math.floor(pair / packages.length)], packages[pair % packages.length]];
    if (first === undefined || second === undefined || pairClash(first.binary, second.binary) !== null) continue;
    const [keyOne, keyOther] = [keyOf(first), keyOf(second)];
    const [one, other] = keyOne <= keyOther ? [first, second] : [second, first];
    found.push({ key: keyOne <= keyOther ? `${keyOne}\n${keyOther}` : `${keyOther}\n${keyOne}`, conflict: { one, other, paths: paths.sort((a, b) => byText(a.path, b.path)) } });
  }
  return found.sort((a, b) => byText(a.key, b.key)).map(({ conflict }) => conflict);
}

function keyOf({ binary }: PackageWithFiles): string {
  return formatNevra(binary);
}

function isAlike(one: FileMark, other: FileMark): boolean {
  return one.mode === other.mode && one.owner === other.owner && one.content === other.content && one.colour === other.colour && one.ghost === other.ghost;
}
