import { rangesOverlap, type Dependency, type Provide, type SimpleDependency } from '../rpm/dependency.ts';
import { sourceNameOf } from '../rpm/nevra.ts';
import type { BinaryPackage } from '../rpm/package.ts';
import { simpleParts } from './provider-index.ts';

const NONE: readonly number[] = [];

/**
 * Many packages by all that is ever asked of them, so that a question costs what it finds and not what there is. Ids are
 * places in `packages`. To be filled in pieces, where a whole distribution would hold others up.
 */
export class PackageLookup {
  readonly packages: BinaryPackage[] = [];
  readonly #named = new Map<string, number[]>();
  readonly #built = new Map<string, number[]>();
  /** Who provides or owns something of the name; the Provides beside it, null for a file. */
  readonly #offers = new Map<string, { readonly id: number; readonly provide: Provide | null }[]>();
  readonly #requiring = new Map<string, number[]>();
  readonly #conflicting = new Map<string, number[]>();
  readonly #obsoleting = new Map<string, number[]>();
  readonly #sources: (string | null)[] = [];

  add(packages: readonly BinaryPackage[]): void {
    for (const each of packages) {
      const id = this.packages.push(each) - 1;
      const source = sourceNameOf(each.sourceRpm);
      this.#sources.push(source);
      put(this.#named, each.name, id);
      if (source !== null) put(this.#built, source, id);
      for (const provide of each.provides) put(this.#offers, provide.name, { id, provide });
      for (const file of each.files) put(this.#offers, file, { id, provide: null });
      forEachName(each.requires, (name) => put(this.#requiring, name, id));
      forEachName(each.conflicts, (name) => put(this.#conflicting, name, id));
      forEachName(each.obsoletes, (name) => put(this.#obsoleting, name, id));
    }
  }

  /** Who satisfies the dependency by a Provides or a file, ascending, each once. */
  offering(dependency: SimpleDependency): readonly number[] {
    const found: number[] = [];
    for (const { id, provide } of this.#offers.get(dependency.name) ?? []) {
      if (found.at(-1) !== id && (provide === null || rangesOverlap(provide, dependency))) found.push(id);
    }
    return found;
  }

  /** Who has a requirement with that name in it. */
  requiring(name: string): readonly number[] {
    return this.#requiring.get(name) ?? NONE;
  }

  /** Who has a Conflicts with that name in it. */
  conflictingWith(name: string): readonly number[] {
    return this.#conflicting.get(name) ?? NONE;
  }

  /** Who has an Obsoletes of that name. */
  obsoleting(name: string): readonly number[] {
    return this.#obsoleting.get(name) ?? NONE;
  }

  named(name: string): readonly number[] {
    return this.#named.get(name) ?? NONE;
  }

  /** All that was built from a source. */
  builtFrom(source: string): readonly number[] {
    return this.#built.get(source) ?? NONE;
  }

  /** What it was built from; null where that is not on record. */
  sourceOf(id: number): string | null {
    return this.#sources[id] ?? null;
  }
}

/** Each name in a list of dependencies once. */
function forEachName(dependencies: readonly Dependency[], callback: (name: string) => void): void {
  const seen = new Set<string>();
  for (const dependency of dependencies) {
    for (const { name } of dependency.kind === 'simple' ? [dependency] : simpleParts(dependency)) {
      if (seen.has(name)) continue;
      seen.add(name);
      callback(name);
    }
  }
}

function put<Value>(map: Map<string, Value[]>, name: string, value: Value): void {
  const list = map.get(name);
  if (list === undefined) map.set(name, [value]);
  else list.push(value);
}
