import { at } from '#shared/graph/graph.ts';
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
  const named = usableByName(names, numbers.size, usable);

  const obsoletedBy = (binary: number, dependency: Dependency): readonly number[] => {
    if (dependency.kind !== 'simple') return NONE;
    const found: number[] = [];
    for (let other = named.first(numbers.get(dependency.name) ?? -1); other >= 0; other = named.after(other)) {
      if ((at(colours, other) & at(colours, binary)) !== 0 && isOfVersion(packages[other], dependency)) found.push(other);
    }
    return found;
  };
  const conflicting = (dependency: Dependency): readonly number[] => (dependency.kind === 'simple' ? index.find(dependency) : NONE);

  const found = new Map<number, Set<number>>();
  const add = (from: number, to: number): void => {
    const known = found.get(from);
    if (known === undefined) found.set(from, new Set([to]));
    else known.add(to);
  };
  const note = (a: number, b: number): void => {
    if (a === b || usable[b] !== 1) return;
    add(a, b);
    add(b, a);
  };
  packages.forEach(({ conflicts, obsoletes }, binary) => {
    if (usable[binary] !== 1) return;
    for (const dependency of conflicts) for (const other of conflicting(dependency)) note(binary, other);
    for (const dependency of obsoletes) for (const other of obsoletedBy(binary, dependency)) note(binary, other);
  });
  const others = new Array<readonly number[]>(packages.length).fill(NONE);
  const wary = new Uint8Array(packages.length);
  for (const [binary, set] of found) {
    others[binary] = [...set].sort((a, b) => a - b);
    wary[binary] = 1;
  }
  for (let binary = 0; binary < wary.length; binary++) if (named.shares(at(names, binary))) wary[binary] = 1;

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

/** The binaries that may be chosen, by the number of their name, ascending; −1: none, or none after that. */
interface UsableByName {
  readonly first: (name: number) => number;
  readonly after: (binary: number) => number;
  /** Whether several have the name. */
  readonly shares: (name: number) => boolean;
}

function usableByName(names: Int32Array, nameCount: number, usable: Uint8Array): UsableByName {
  // One list for each name, linked through `next`, so that a name costs no object of its own.
  const heads = new Int32Array(nameCount).fill(-1);
  const next = new Int32Array(names.length).fill(-1);
  for (let binary = names.length - 1; binary >= 0; binary--) {
    if (usable[binary] !== 1) continue;
    const name = at(names, binary);
    next[binary] = at(heads, name);
    heads[name] = binary;
  }
  const first = (name: number): number => heads[name] ?? -1;
  const after = (binary: number): number => next[binary] ?? -1;
  return { first, after, shares: (name) => first(name) >= 0 && after(first(name)) >= 0 };
}

function isOfVersion(one: BinaryPackage | undefined, dependency: Extract<Dependency, { kind: 'simple' }>): boolean {
  return one !== undefined && rangesOverlap({ comparison: 'eq', evr: one.evr }, dependency);
}
