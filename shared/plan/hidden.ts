import type { Dependency, SimpleDependency } from '#shared/rpm/dependency.ts';
import { compareEvr, formatEvr } from '#shared/rpm/evr.ts';
import { formatNevra } from '#shared/rpm/nevra.ts';
import type { Hiding } from '#shared/rpm/modules/hiding.ts';
import type { BinaryPackage } from '#shared/rpm/package.ts';
import { byText } from './by-text.ts';
import { membersOf } from './met.ts';
import { indexProviders } from './provider-index.ts';

/** A package that modular filtering keeps out of the universe. */
export interface HiddenPackage {
  readonly binary: BinaryPackage;
  /** Of the repository that has it: a foreign base's name, else where it lies. */
  readonly repository: string;
  readonly hiding: Hiding;
}

/** A package that would serve, were it not for modular filtering. */
export interface HiddenProvider {
  /** `name-[epoch:]version-release.arch` */
  readonly nevra: string;
  readonly repository: string;
  readonly hiding: Hiding;
}

/** How many packages are named for what modular filtering hides; each tells of other streams. */
export const MAX_HIDDEN = 5;

/** Who, among what modular filtering hides, has a capability. */
export interface HiddenIndex {
  /** The newest of each way to be hidden; those of streams that could be enabled before the others. At most {@link MAX_HIDDEN}. */
  readonly providersOf: (dependency: Dependency) => readonly HiddenProvider[];
}

const NONE: readonly HiddenProvider[] = [];

/**
 * Looks among hidden packages for what is asked. They are no part of the universe, so no verdict follows from them: only the reason why
 * something cannot be had. Indexed when first asked.
 * @param wanted every dependency that may be asked about
 */
export function indexHidden(hidden: readonly HiddenPackage[], wanted: readonly Dependency[]): HiddenIndex {
  if (hidden.length === 0) return { providersOf: () => NONE };
  let find: ((dependency: SimpleDependency) => readonly number[]) | null = null;
  const providersOf = (dependency: Dependency): readonly HiddenProvider[] => {
    find ??= indexProviders(hidden.map(({ binary }) => binary), wanted).find;
    const found = [...membersOf(dependency, find)].flatMap((id) => hidden[id] ?? []).sort(byUse);
    const ways = new Map<string, HiddenPackage>();
    for (const each of found) {
      const way = `${each.hiding.kind} ${each.hiding.streams.join(' ')}`;
      if (!ways.has(way)) ways.set(way, each);
    }
    return [...ways.values()].slice(0, MAX_HIDDEN).map(({ binary, repository, hiding }) => ({ nevra: formatNevra(binary), repository, hiding }));
  };
  return { providersOf };
}

/** A stream that could be enabled before a name that is taken; the newest first. */
function byUse(a: HiddenPackage, b: HiddenPackage): number {
  if (a.hiding.kind !== b.hiding.kind) return a.hiding.kind === 'inactive' ? -1 : 1;
  return compareEvr(b.binary.evr, a.binary.evr) || byText(`${a.binary.name} ${formatEvr(a.binary.evr)}`, `${b.binary.name} ${formatEvr(b.binary.evr)}`);
}
