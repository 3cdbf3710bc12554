import { rangesOverlap, type Dependency, type Provide, type SimpleDependency } from '#shared/rpm/dependency.ts';
import type { BinaryPackage } from '#shared/rpm/package.ts';

/** Which binaries offer a capability. A binary's id is its index in `packages`. */
export interface ProviderIndex {
  readonly packages: readonly BinaryPackage[];
  /**
   * Ids of the binaries that satisfy the dependency by a Provides or, where its name is a path, by a file they own.
   * Ascending, each once.
   */
  readonly find: (dependency: SimpleDependency) => readonly number[];
}

interface Offer {
  readonly binary: number;
  /** Null for a file that the binary owns: rpm treats it as an unversioned Provides. */
  readonly provide: Provide | null;
}

/**
 * Indexes Provides by name; files only where some dependency asks for one, as a distribution owns a hundred times more
 * files than are ever required.
 * @param wanted every dependency that `find` will be asked for, rich ones included
 */
export function indexProviders(packages: readonly BinaryPackage[], wanted: Iterable<Dependency>): ProviderIndex {
  const offers = new Map<string, Offer[]>();
  const add = (name: string, offer: Offer): void => {
    const others = offers.get(name);
    if (others === undefined) offers.set(name, [offer]);
    else others.push(offer);
  };
  packages.forEach((binaryPackage, binary) => {
    for (const provide of binaryPackage.provides) add(provide.name, { binary, provide });
  });
  const paths = pathsIn(wanted);
  packages.forEach((binaryPackage, binary) => {
    for (const file of binaryPackage.files) if (paths.has(file)) add(file, { binary, provide: null });
  });
  const find = (dependency: SimpleDependency): readonly number[] => {
    const found: number[] = [];
    for (const { binary, provide } of offers.get(dependency.name) ?? []) {
      if (provide === null || rangesOverlap(provide, dependency)) found.push(binary);
    }
    // Files were added after all Provides, so the order needs mending only where a path has both.
    return [...new Set(found)].sort((a, b) => a - b);
  };
  return { packages, find };
}

/** The file paths among dependencies: what a reader of filelists has to look for, and nothing else. */
export function pathsIn(dependencies: Iterable<Dependency>): ReadonlySet<string> {
  const paths = new Set<string>();
  const seen = new Set<Dependency>();
  for (const dependency of dependencies) {
    // Readers hand out one object for equal dependencies, and most are asked for many times.
    if (seen.has(dependency)) continue;
    seen.add(dependency);
    for (const { name } of simpleParts(dependency)) if (name.startsWith('/')) paths.add(name);
  }
  return paths;
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
