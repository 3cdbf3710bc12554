import { formatDependency, rangesOverlap, type Dependency } from '#shared/rpm/dependency.ts';
import type { BinaryPackage } from '#shared/rpm/package.ts';
import type { ProviderIndex } from './provider-index.ts';

/**
 * Why two packages cannot be installed together:
 * - `same-name`: rpm keeps one package of a name (multilib's word lengths apart)
 * - `conflicts`: the one that is named first has a Conflicts that the other meets, by name, Provides or file
 * - `obsoletes`: the one that is named first has an Obsoletes that the other's name and version meet
 */
export type Clash =
  | { readonly kind: 'same-name' }
  | { readonly kind: 'conflicts' | 'obsoletes'; readonly by: number; readonly dependency: string };

/** Which binaries cannot stand in one buildroot, but for rich Conflicts (`rich-conflicts.ts`). */
export interface Apart {
  /** A number for each name; by binary. */
  readonly names: Int32Array;
  readonly nameCount: number;
  /** By binary: the word lengths that it occupies of its name, as bits: see {@link colourOf}. */
  readonly colours: Uint8Array;
  /** By binary: those that a Conflicts or Obsoletes of either keeps away, ascending. Empty for nearly every one. */
  readonly others: readonly (readonly number[])[];
  /** 1 for each binary that something could clash with: it has `others`, or shares its name. */
  readonly wary: Uint8Array;
  /** Why two binaries clash; null where they do not. */
  readonly clashOf: (a: number, b: number) => Clash | null;
  /** Whether an Obsoletes of the first is met by the second. */
  readonly obsoletes: (by: number, binary: number) => boolean;
}

const NONE: readonly number[] = [];

/**
 * The word lengths that a package occupies: two of one name can be installed together only where these do not meet
 * (libsolv's poolarch.c; rpm calls them colours). noarch has both.
 */
export function colourOf(arch: string): number {
  if (arch === 'noarch') return 3;
  return arch === 's390x' || arch.includes('64') ? 2 : 1;
}

/**
 * Finds what cannot be installed together, as rpm decides it: Conflicts are met by Provides and files, Obsoletes by names
 * alone (and by none whose word length is another), and no package stands in its own way.
 * @param usable 1 for each binary that may be chosen at all; the others stand in nobody's way
 * @param index must know the names in the packages' Conflicts
 */
export function findApart(packages: readonly BinaryPackage[], usable: Uint8Array, index: ProviderIndex): Apart {
  const numbers = new Map<string, number>();
  const names = Int32Array.from(packages, ({ name }) => {
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, numbers.size);
    return numbers.size - 1;
  });
  const colours = Uint8Array.from(packages, ({ arch }) => colourOf(arch));
  const ofName: number[][] = Array.from({ length: numbers.size }, () => []);
  names.forEach((name, binary) => {
    if (usable[binary] === 1) ofName[name]?.push(binary);
  });

  const obsoletedBy = (binary: number, dependency: Dependency): readonly number[] => {
    if (dependency.kind !== 'simple') return NONE;
    const named = ofName[numbers.get(dependency.name) ?? -1] ?? NONE;
    return named.filter((other) => ((colours[other] ?? 0) & (colours[binary] ?? 0)) !== 0 && isOfVersion(packages[other], dependency));
  };
  const conflicting = (dependency: Dependency): readonly number[] => (dependency.kind === 'simple' ? index.find(dependency) : NONE);

  const found = new Map<number, Set<number>>();
  const note = (a: number, b: number): void => {
    if (a === b || usable[b] !== 1) return;
    for (const [from, to] of [[a, b], [b, a]] as const) {
      const known = found.get(from);
      if (known === undefined) found.set(from, new Set([to]));
      else known.add(to);
    }
  };
  packages.forEach(({ conflicts, obsoletes }, binary) => {
    if (usable[binary] !== 1) return;
    for (const dependency of conflicts) for (const other of conflicting(dependency)) note(binary, other);
    for (const dependency of obsoletes) for (const other of obsoletedBy(binary, dependency)) note(binary, other);
  });
  const others = packages.map((_, binary) => {
    const set = found.get(binary);
    return set === undefined ? NONE : [...set].sort((a, b) => a - b);
  });
  const wary = Uint8Array.from(others, (list, binary) => (list.length > 0 || (ofName[names[binary] ?? -1]?.length ?? 0) > 1 ? 1 : 0));

  const saidBy = (by: number, other: number): Clash | null => {
    const conflict = packages[by]?.conflicts.find((dependency) => conflicting(dependency).includes(other));
    if (conflict !== undefined) return { kind: 'conflicts', by, dependency: formatDependency(conflict) };
    const obsoleted = packages[by]?.obsoletes.find((dependency) => obsoletedBy(by, dependency).includes(other));
    return obsoleted === undefined ? null : { kind: 'obsoletes', by, dependency: formatDependency(obsoleted) };
  };
  const clashOf = (a: number, b: number): Clash | null => {
    if (a === b) return null;
    if (names[a] === names[b] && ((colours[a] ?? 0) & (colours[b] ?? 0)) !== 0) return { kind: 'same-name' };
    return saidBy(a, b) ?? saidBy(b, a);
  };
  const obsoletes = (by: number, binary: number): boolean =>
    by !== binary && (packages[by]?.obsoletes ?? []).some((dependency) => obsoletedBy(by, dependency).includes(binary));
  return { names, nameCount: numbers.size, colours, others, wary, clashOf, obsoletes };
}

function isOfVersion(one: BinaryPackage | undefined, dependency: Extract<Dependency, { kind: 'simple' }>): boolean {
  return one !== undefined && rangesOverlap({ comparison: 'eq', evr: one.evr }, dependency);
}
