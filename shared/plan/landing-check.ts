import { formatDependency, rangesOverlap, type Dependency, type Provide, type SimpleDependency } from '../rpm/dependency.ts';
import { formatNevra } from '../rpm/nevra.ts';
import type { BinaryPackage } from '../rpm/package.ts';
import { canBeMet } from './met.ts';
import { indexProviders, simpleParts } from './provider-index.ts';

/** Binaries of one source: what the repository has of it, or what is to take their place. */
export interface SourceBinaries {
  readonly source: string;
  readonly binaries: readonly BinaryPackage[];
}

/** A source that is still to be built, with what its buildroot asks for. */
export interface WaitingSource {
  readonly source: string;
  readonly buildRequires: readonly Dependency[];
}

/** What a landing is weighed against. */
export interface LandingGround {
  /** What the newest generation has, each source once. */
  readonly own: readonly SourceBinaries[];
  /** Foreign packages that buildroots can draw on besides. */
  readonly foreign: readonly BinaryPackage[];
  readonly waiting: readonly WaitingSource[];
}

/** A dependency that resolved before, and would not any more. */
export interface Break {
  /** The candidate at fault. */
  readonly source: string;
  /** NEVRA of the package that requires it, or the name of the source whose BuildRequires it is. */
  readonly who: string;
  readonly kind: 'requires' | 'build-requires';
  readonly dependency: string;
  /** NEVRA of what served it before. */
  readonly servedBy: string;
}

/** A package of the repository that would go: replaced by its own source, or obsoleted by another. */
interface Going {
  readonly binary: BinaryPackage;
  readonly source: string;
}

/**
 * What would stop resolving if these candidates came into the repository together, each in place of all that its source
 * has there: a soname or another Provides that goes, a package that is obsoleted, an exact requirement of what stays
 * behind. What the candidates themselves lack is not weighed: it did not resolve before either. Work: the packages that
 * go, and one look at each name that is required.
 */
export function landingBreaks(ground: LandingGround, candidates: readonly SourceBinaries[]): readonly Break[] {
  const coming = new Map(candidates.map((candidate) => [candidate.source, candidate.binaries]));
  const going = goingOf(ground, coming);
  const lost = lostNames(going, candidates);
  if (lost.size === 0) return [];

  const gone = new Set(going.map(({ binary }) => binary));
  const staying = ground.own.flatMap(({ source, binaries }) => (coming.has(source) ? [] : binaries.filter((binary) => !gone.has(binary))));
  const asks: { readonly who: string; readonly kind: Break['kind']; readonly dependency: Dependency }[] = [];
  const ask = (who: () => string, kind: Break['kind'], list: readonly Dependency[]): void => {
    for (const dependency of list) {
      if (simpleParts(dependency).some(({ name }) => lost.has(name))) asks.push({ who: who(), kind, dependency });
    }
  };
  for (const binary of staying) ask(() => formatNevra(binary), 'requires', binary.requires);
  for (const { source, buildRequires } of ground.waiting) ask(() => source, 'build-requires', buildRequires);
  if (asks.length === 0) return [];

  const wanted = asks.map(({ dependency }) => dependency);
  const before = indexProviders([...going.map(({ binary }) => binary), ...staying, ...ground.foreign], wanted);
  const after = indexProviders([...staying, ...ground.foreign, ...candidates.flatMap(({ binaries }) => binaries)], wanted);
  return asks.flatMap(({ who, kind, dependency }): Break[] => {
    if (canBeMet(dependency, after.find) || !canBeMet(dependency, before.find)) return [];
    const servants = simpleParts(dependency).flatMap((part) => before.find(part));
    const servant = going[servants.find((id) => id < going.length) ?? -1];
    return servant === undefined ? [] : [{ source: servant.source, who, kind, dependency: formatDependency(dependency), servedBy: formatNevra(servant.binary) }];
  });
}

function goingOf({ own }: LandingGround, coming: ReadonlyMap<string, readonly BinaryPackage[]>): readonly Going[] {
  const obsoletes = new Map<string, { readonly by: string; readonly range: SimpleDependency }[]>();
  for (const [source, binaries] of coming) {
    for (const each of binaries.flatMap((binary) => binary.obsoletes)) {
      if (each.kind !== 'simple') continue;
      const list = obsoletes.get(each.name);
      if (list === undefined) obsoletes.set(each.name, [{ by: source, range: each }]);
      else list.push({ by: source, range: each });
    }
  }
  return own.flatMap(({ source, binaries }) =>
    binaries.flatMap((binary): Going[] => {
      if (coming.has(source)) return [{ binary, source }];
      // A package is obsoleted by its name and version, whatever it provides (rpm's lib/depends.c, rpmalObsoletes).
      const by = obsoletes.get(binary.name)?.find(({ range }) => rangesOverlap(range, { comparison: 'eq', evr: binary.evr }));
      return by === undefined ? [] : [{ binary, source: by.by }];
    }),
  );
}

/** The names of capabilities and files that something offers which goes, and that nothing which comes offers alike. */
function lostNames(going: readonly Going[], candidates: readonly SourceBinaries[]): ReadonlySet<string> {
  const offered = new Set<string>();
  for (const { binaries } of candidates) for (const binary of binaries) for (const key of offersOf(binary)) offered.add(key.key);
  const lost = new Set<string>();
  for (const { binary } of going) for (const { name, key } of offersOf(binary)) if (!offered.has(key)) lost.add(name);
  return lost;
}

function* offersOf(binary: BinaryPackage): Generator<{ readonly name: string; readonly key: string }> {
  const keyOf = ({ name, comparison, evr }: Provide): string => (evr === null ? name : `${name} ${comparison} ${evr.epoch}:${evr.version}-${evr.release ?? ''}`);
  for (const provide of binary.provides) yield { name: provide.name, key: keyOf(provide) };
  for (const file of binary.files) yield { name: file, key: file };
}
