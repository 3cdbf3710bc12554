import { rangesOverlap, type Dependency, type Provide, type SimpleDependency } from '#shared/rpm/dependency.ts';
import { compareEvr, type Evr } from '#shared/rpm/evr.ts';
import type { BinaryPackage } from '#shared/rpm/package.ts';

/** Which binaries offer a capability. A binary's id is its index in `packages`. */
export interface ProviderIndex {
  readonly packages: readonly BinaryPackage[];
  /**
   * Ids of the binaries that satisfy the dependency by a Provides or, where its name is a path, by a file they own.
   * Ascending, each once.
   */
  readonly find: (dependency: SimpleDependency) => readonly number[];
  /** The highest version in which a capability is provided at all; null where it is not, or only without one. */
  readonly bestVersion: (name: string) => Evr | null;
}

/**
 * Indexes what packages offer, Provides and files alike, but only under names that some dependency asks for: a
 * distribution has far more of both than are ever required.
 * @param wanted every dependency that `find` will be asked for, rich ones included
 */
export function indexProviders(packages: readonly BinaryPackage[], wanted: Iterable<Dependency>): ProviderIndex {
  const numbers = numberNames(wanted);
  // One list for each name, linked through `next`, so that a name costs no object of its own.
  const heads = new Int32Array(numbers.size).fill(-1);
  const next: number[] = [];
  const binaries: number[] = [];
  // Null for a file that the binary owns: rpm treats it as an unversioned Provides.
  const provides: (Provide | null)[] = [];
  const add = (name: string, binary: number, provide: Provide | null): void => {
    const number = numbers.get(name);
    if (number === undefined) return;
    next.push(heads[number] ?? -1);
    heads[number] = binaries.push(binary) - 1;
    provides.push(provide);
  };
  // From the last to the first: each new entry goes to the head of its list, which so comes out ascending.
  const addOffers = (one: BinaryPackage | undefined, binary: number): void => {
    one?.provides.forEach((provide) => add(provide.name, binary, provide));
    one?.files.forEach((file) => add(file, binary, null));
  };
  for (let binary = packages.length - 1; binary >= 0; binary--) addOffers(packages[binary], binary);
  const find = (dependency: SimpleDependency): readonly number[] => {
    const found: number[] = [];
    let entry = heads[numbers.get(dependency.name) ?? -1] ?? -1;
    for (; entry >= 0; entry = next[entry] ?? -1) {
      const binary = binaries[entry] ?? -1;
      const provide = provides[entry] ?? null;
      if (found.at(-1) !== binary && (provide === null || rangesOverlap(provide, dependency))) found.push(binary);
    }
    return found;
  };
  const bestVersion = (name: string): Evr | null => {
    let best: Evr | null = null;
    for (let entry = heads[numbers.get(name) ?? -1] ?? -1; entry >= 0; entry = next[entry] ?? -1) {
      const evr = provides[entry]?.evr ?? null;
      if (evr !== null && (best === null || compareEvr(evr, best) > 0)) best = evr;
    }
    return best;
  };
  return { packages, find, bestVersion };
}

/** The file paths among dependencies: what a reader of filelists has to look for, and nothing else. */
export function pathsIn(dependencies: Iterable<Dependency>): ReadonlySet<string> {
  return new Set([...numberNames(dependencies).keys()].filter((name) => name.startsWith('/')));
}

/** The names that dependencies ask for, numbered in the order in which they turn up. */
function numberNames(dependencies: Iterable<Dependency>): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  const add = (name: string): void => {
    if (!numbers.has(name)) numbers.set(name, numbers.size);
  };
  for (const dependency of dependencies) {
    if (dependency.kind === 'simple') add(dependency.name);
    else for (const { name } of simpleParts(dependency)) add(name);
  }
  return numbers;
}

/** Every simple dependency inside a dependency, itself if it is one. */
export function simpleParts(dependency: Dependency): readonly SimpleDependency[] {
  switch (dependency.kind) {
    case 'simple':
      return [dependency];
    case 'and':
    case 'or':
    case 'with':
      return dependency.terms.flatMap(simpleParts);
    case 'without':
      return [dependency.left, dependency.right].flatMap(simpleParts);
    case 'if':
    case 'unless':
      return [dependency.then, dependency.condition, ...(dependency.otherwise === null ? [] : [dependency.otherwise])].flatMap(simpleParts);
  }
}
