import type { Dependency } from '../rpm/dependency.ts';
import { formatNevra } from '../rpm/nevra.ts';
import type { BinaryPackage } from '../rpm/package.ts';
import { THE_BUILD_GROUP, type Break, type Landing } from './landing.ts';
import { PackageLookup } from './package-lookup.ts';
import { clashWords, pairClash } from './pair-clash.ts';
import { indexProviders } from './provider-index.ts';
import { WantedBy } from './wanted-by.ts';

/** A package that comes and one that stays have the same path with different things in it (`file-conflicts.ts`). */
export interface FileClash {
  readonly coming: BinaryPackage;
  readonly other: BinaryPackage;
  readonly path: string;
}

interface Pair {
  readonly source: string;
  readonly coming: BinaryPackage;
  readonly other: BinaryPackage;
  readonly words: string;
}

/**
 * Where a package that comes cannot be installed beside another, since one has a Conflicts or Obsoletes that the other
 * meets or both have a file, while something that stays or waits needs them both; unless what it replaces clashed alike.
 *
 * Whether somebody needs both is looked at along requirements that only one package meets (`wanted-by.ts`): what is found
 * is certainly broken, and where each of several would do, nothing is said although all of them may clash. Rich Conflicts are
 * passed over. Work: nothing beyond the names of what comes while there is no such pair, which is nearly always.
 */
export function clashBreaks(landing: Landing, fileClashes: readonly FileClash[]): Break[] {
  const pairs = [...newClashes(landing), ...newFileClashes(landing, fileClashes)];
  if (pairs.length === 0) return [];
  const after = new PackageLookup();
  after.add([...landing.staying, ...landing.coming.map(({ binary }) => binary)]);
  const wanted = new WantedBy(landing, after);
  return pairs.flatMap(({ source, coming, other, words }) => {
    const [one, two] = [wanted.by(coming), wanted.by(other)];
    const found = (who: string): Break => ({ source, who, kind: 'clash', dependency: words, servedBy: formatNevra(other), note: null, clash: formatNevra(coming) });
    if (one.group && two.group) return [found(THE_BUILD_GROUP)];
    return [
      ...landing.staying.filter((binary) => one.packages.has(binary) && two.packages.has(binary)).map((binary) => found(formatNevra(binary))),
      ...landing.ground.waiting.filter((each) => (one.group || one.waiting.has(each)) && (two.group || two.waiting.has(each))).map((each) => found(each.source)),
    ];
  });
}

/** Every new pair that a Conflicts or Obsoletes keeps apart. */
function newClashes(landing: Landing): Pair[] {
  const { coming, staying, ground, visible } = landing;
  const { base } = ground;
  const conflicts = coming.flatMap(({ binary }) => binary.conflicts);
  const own = [...staying, ...coming.map(({ binary }) => binary)];
  const met = indexProviders(conflicts.length === 0 ? [] : own, conflicts);
  const said = saidOf(own);
  const foreign = (ids: readonly number[]): BinaryPackage[] => ids.flatMap((id) => (visible.after(id) ? (base.packages[id] ?? []) : []));
  const pairs: Pair[] = [];
  for (const { binary, source } of coming) {
    const simple = binary.conflicts.filter((each) => each.kind === 'simple');
    const suspects = new Set<BinaryPackage>([
      ...simple.flatMap((each) => [...met.find(each).flatMap((id) => own[id] ?? []), ...foreign(base.offering(each))]),
      ...namesOf(binary).flatMap((name) => [...(said.conflicts.get(name) ?? []), ...foreign(base.conflictingWith(name))]),
      ...(said.obsoletes.get(binary.name) ?? []),
      ...foreign(base.obsoleting(binary.name)),
    ]);
    suspects.delete(binary);
    for (const other of suspects) {
      const clash = pairClash(binary, other);
      if (clash === null || clash.kind === 'same-name' || predecessors(landing, binary).some((old) => pairClash(old, other) !== null)) continue;
      pairs.push({ source, coming: binary, other, words: clashWords(clash, binary, other) });
    }
  }
  return pairs;
}

function newFileClashes({ coming }: Landing, fileClashes: readonly FileClash[]): Pair[] {
  return fileClashes.flatMap(({ coming: binary, other, path }) => {
    const source = coming.find((each) => each.binary === binary)?.source;
    return source === undefined || pairClash(binary, other) !== null ? [] : [{ source, coming: binary, other, words: `both have ${path}, and not the same` }];
  });
}

/** What buildroots had by that name before the landing. */
function predecessors({ going, ground: { base }, visible }: Landing, { name }: BinaryPackage): readonly BinaryPackage[] {
  return [...going.filter(({ binary }) => binary.name === name).map(({ binary }) => binary), ...base.named(name).flatMap((id) => (visible.before(id) ? (base.packages[id] ?? []) : []))];
}

function namesOf({ provides, files }: BinaryPackage): string[] {
  return [...new Set([...provides.map(({ name }) => name), ...files])];
}

/** Who says Conflicts and Obsoletes of a name: few packages say either. */
function saidOf(packages: readonly BinaryPackage[]): Readonly<Record<'conflicts' | 'obsoletes', ReadonlyMap<string, readonly BinaryPackage[]>>> {
  const by = (list: (binary: BinaryPackage) => readonly Dependency[]): Map<string, BinaryPackage[]> => {
    const found = new Map<string, BinaryPackage[]>();
    for (const binary of packages) {
      for (const each of list(binary)) {
        if (each.kind !== 'simple') continue;
        const known = found.get(each.name);
        if (known === undefined) found.set(each.name, [binary]);
        else known.push(binary);
      }
    }
    return found;
  };
  return { conflicts: by(({ conflicts }) => conflicts), obsoletes: by(({ obsoletes }) => obsoletes) };
}
