import type { Dependency } from '../rpm/dependency.ts';
import { formatNevra } from '../rpm/nevra.ts';
import type { BinaryPackage } from '../rpm/package.ts';
import { richBans, type BanGround } from './landing-bans.ts';
import { THE_BUILD_GROUP, type Break, type Landing, type WaitingSource } from './landing.ts';
import { membersOf } from './met.ts';
import { PackageLookup } from './package-lookup.ts';
import { clashWords, pairClash } from './pair-clash.ts';
import { indexProviders, simpleParts } from './provider-index.ts';
import { WantedBy, type Wanting } from './wanted-by.ts';

/** A package that comes and one that stays have the same path with different things in it (`file-conflicts.ts`). */
export interface FileClash {
  readonly coming: BinaryPackage;
  readonly other: BinaryPackage;
  readonly path: string;
}

/** A package that comes, and another that it cannot stand beside. */
interface Pair {
  readonly source: string;
  readonly coming: BinaryPackage;
  readonly other: BinaryPackage;
  readonly words: string;
  /** What was there before by the name of one was apart from the other already. */
  readonly alike: boolean;
}

/** A package, and lists of others: with one of each it cannot be installed. */
interface Clash {
  readonly one: BinaryPackage;
  readonly apart: readonly (readonly BinaryPackage[])[];
  /** Of the lists what was apart before the landing alike: who needed that was broken before. Null: nothing was. */
  readonly alike: readonly (readonly BinaryPackage[])[] | null;
  /** What is said of it, of the packages of the lists that are new to it. */
  readonly shown: readonly Pick<Pair, 'source' | 'coming' | 'other' | 'words'>[];
}

/** Said of a clash where others would have done, but for clashes of their own. */
const NO_OTHER = 'and nothing else that would serve goes with it';

/**
 * Where a package that comes cannot be installed beside another, since one has a Conflicts or Obsoletes that the other
 * meets, a rich Conflicts that several bring about together, or both have a file, while something that stays or waits needs
 * them all; unless what it replaces clashed alike. Where any of several would do for what somebody needs, that is a
 * break if all of them clash.
 *
 * Whether somebody needs them is looked at along requirements that nothing else meets (`wanted-by.ts`): what is found is
 * certainly broken, and what only a search through all combinations would show is passed over. Work: nothing beyond the names
 * of what comes while there is no such clash, which is nearly always.
 */
export function clashBreaks(landing: Landing, fileClashes: readonly FileClash[]): Break[] {
  const pairs = [...newClashes(landing), ...newFileClashes(landing, fileClashes)];
  const bound = richlyBound(landing);
  if (bound.length === 0 && pairs.every(({ alike }) => alike)) return [];
  const after = new PackageLookup();
  after.add([...landing.staying, ...landing.coming.map(({ binary }) => binary)]);
  const wanted = new WantedBy(landing, after);
  const clashes = [...paired(pairs), ...richClashes(landing, bound, wanted)];
  const told = new Set<string>();
  return clashes.flatMap((clash) => breaksOf(landing, clash, wanted)).filter((found) => {
    const key = [found.who, found.clash, found.servedBy].join('\n');
    return !told.has(key) && told.add(key);
  });
}

function breaksOf(landing: Landing, { one, apart, alike, shown }: Clash, wanted: WantedBy): Break[] {
  const needsOne = wanted.byOne(one);
  const lists = apart.map((list) => wanted.by(list));
  const before = alike?.some((list) => list.length === 0) === false ? alike.map((list) => wanted.by(list)) : null;
  const isBroken = (isIn: (wanting: Wanting) => boolean): boolean => isIn(needsOne) && lists.every(isIn) && before?.every(isIn) !== true;
  const found = (who: string, isIn: (wanting: Wanting) => boolean): Break[] => {
    if (!isBroken(isIn)) return [];
    const certain = shown.find(({ coming, other }) => isIn(wanted.byOne(coming === one ? other : coming)));
    const said = certain ?? shown[0];
    if (said === undefined) return [];
    return [{ source: said.source, who, kind: 'clash', dependency: said.words, servedBy: formatNevra(said.other), note: certain === undefined ? NO_OTHER : null, clash: formatNevra(said.coming) }];
  };
  const group = found(THE_BUILD_GROUP, (wanting) => wanting.group);
  if (group.length > 0) return group;
  const wants = (each: WaitingSource) => (wanting: Wanting): boolean => wanting.group || wanting.waiting.has(each);
  return [
    ...landing.staying.flatMap((binary) => found(formatNevra(binary), ({ packages }) => packages.has(binary))),
    ...landing.ground.waiting.flatMap((each) => found(each.source, wants(each))),
  ];
}

/** The pairs, together for each package that comes. */
function paired(pairs: readonly Pair[]): Clash[] {
  return [...Map.groupBy(pairs, ({ coming }) => coming)].flatMap(([coming, list]): Clash[] => {
    const shown = list.filter(({ alike }) => !alike);
    if (shown.length === 0) return [];
    return [{ one: coming, apart: [list.map(({ other }) => other)], alike: [list.filter(({ alike }) => alike).map(({ other }) => other)], shown }];
  });
}

/** Every pair that a Conflicts or Obsoletes keeps apart. */
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
      if (clash === null || clash.kind === 'same-name') continue;
      const alike = predecessors(landing, binary).some((old) => pairClash(old, other) !== null);
      pairs.push({ source, coming: binary, other, words: clashWords(clash, binary, other), alike });
    }
  }
  return pairs;
}

function newFileClashes({ coming }: Landing, fileClashes: readonly FileClash[]): Pair[] {
  return fileClashes.flatMap(({ coming: binary, other, path }) => {
    const source = coming.find((each) => each.binary === binary)?.source;
    return source === undefined || pairClash(binary, other) !== null ? [] : [{ source, coming: binary, other, words: `both have ${path}, and not the same`, alike: false }];
  });
}

/** Who has a rich Conflicts that what comes has a part in: it comes itself, or something of a name that is in it does. */
function richlyBound({ coming, staying, ground: { base }, visible }: Landing): readonly BinaryPackage[] {
  const isRich = ({ conflicts }: BinaryPackage): boolean => conflicts.some(({ kind }) => kind !== 'simple');
  const own = [...staying, ...coming.map(({ binary }) => binary)].filter(isRich);
  const names = coming.length === 0 ? [] : [...new Set(coming.flatMap(({ binary }) => namesOf(binary)))];
  const foreign = names.flatMap((name) => base.conflictingWith(name)).flatMap((id) => (visible.after(id) ? (base.packages[id] ?? []) : []));
  const offered = new Set(names);
  const arrives = new Set(coming.map(({ binary }) => binary));
  const isTouched = (binary: BinaryPackage): boolean => arrives.has(binary) || binary.conflicts.some((each) => each.kind !== 'simple' && simpleParts(each).some(({ name }) => offered.has(name)));
  return [...new Set([...own, ...foreign.filter(isRich)])].filter(isTouched);
}

function richClashes(landing: Landing, bound: readonly BinaryPackage[], wanted: WantedBy): Clash[] {
  if (bound.length === 0) return [];
  const { coming, going, staying, ground: { base }, visible } = landing;
  const old = new PackageLookup();
  old.add([...going.map(({ binary }) => binary), ...staying]);
  const own = old.packages.length;
  const ground: BanGround = {
    having: (dependency) => wanted.having(dependency),
    before: (dependency) => [...membersOf(dependency, (part) => [...old.offering(part), ...base.offering(part).flatMap((id) => (visible.before(id) ? [own + id] : []))])].flatMap((id) => (id < own ? old.packages[id] : base.packages[id - own]) ?? []),
  };
  const sources = new Map(coming.map(({ binary, source }) => [binary, source]));
  return bound.flatMap((one) => {
    const comes = sources.get(one);
    const before = comes === undefined ? [one] : predecessors(landing, one);
    return richBans(one, ground).flatMap(({ apart, alike, words }): Clash[] => {
      const shown = apart.flatMap((list, index) => {
        const known = alike[index] ?? [];
        return list.filter((other) => comes !== undefined || !known.includes(other)).flatMap((other): Clash['shown'] => {
          const source = comes ?? sources.get(other);
          return source === undefined ? [] : [{ source, words, ...(comes === undefined ? { coming: other, other: one } : { coming: one, other }) }];
        });
      });
      const wasSaid = before.some((each) => richBans(each, ground).some((ban) => sayings(ban.words) === sayings(words)));
      return shown.length === 0 ? [] : [{ one, apart, alike: wasSaid ? alike : null, shown }];
    });
  });
}

/** What a package is said to conflict with, whichever version of it says so. */
function sayings(words: string): string {
  return words.slice(words.indexOf(' '));
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
