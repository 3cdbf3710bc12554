import { formatDependency, type Dependency, type Provide, type SimpleDependency } from '../rpm/dependency.ts';
import { formatNevra } from '../rpm/nevra.ts';
import type { BinaryPackage } from '../rpm/package.ts';
import { clashBreaks, type FileClash } from './landing-clashes.ts';
import { landingOf, THE_BUILD_GROUP, type Break, type Going, type Landing, type LandingGround, type SourceBinaries } from './landing.ts';
import { canBeMet } from './met.ts';
import { indexProviders, simpleParts } from './provider-index.ts';

/**
 * What would stop resolving if these candidates came into the repository together, each in place of all that its source
 * has there, while the foreign binaries of that source are hidden: a soname or another Provides that goes, a package that
 * is obsoleted, an exact requirement of what stays behind, a subpackage that only the foreign build has; and what of a
 * foreign base could not be installed any more, as far as somebody needs that. Then the clashes (`landing-clashes.ts`).
 * What the candidates themselves lack is not weighed: it did not resolve before either.
 *
 * Work: the packages that go, and one look at each name that the port's own packages require; of the base only what is touched.
 */
export function landingBreaks(ground: LandingGround, candidates: readonly SourceBinaries[], fileClashes: readonly FileClash[] = []): readonly Break[] {
  const landing = landingOf(ground, candidates);
  return [...lossBreaks(landing), ...clashBreaks(landing, fileClashes)];
}

/** Somebody who asks for something that is touched: `foreign` by its id in the base. */
interface Ask {
  readonly who: () => string;
  readonly kind: 'requires' | 'build-requires';
  readonly dependency: Dependency;
  readonly foreign: number;
}

function lossBreaks(landing: Landing): Break[] {
  const { ground, going, goingForeign, coming } = landing;
  const { base } = ground;
  const offered = new Set<string>();
  for (const { binary } of coming) for (const { key } of offersOf(binary)) offered.add(key);
  const breaks: Break[] = [];
  /** Of the base, what could be installed before and cannot be any more. */
  const dead = new Map<number, Going>();
  const told = new Set<string>();
  let lost = namesLost([...going, ...goingForeign.values()].map(({ binary }) => binary), offered);
  while (lost.size > 0) {
    const asks = asksFor(landing, lost, dead);
    const { before, after } = lookups(landing, asks.map(({ dependency }) => dependency), dead);
    const fallen: BinaryPackage[] = [];
    for (const { who, kind, dependency, foreign } of asks) {
      if (canBeMet(dependency, after) || !canBeMet(dependency, before)) continue;
      const parts = simpleParts(dependency);
      const offering = parts.flatMap((part) => base.offering(part));
      const servant = going[parts.flatMap(before).find((id) => id < going.length) ?? -1] ?? firstOf(offering, goingForeign) ?? firstOf(offering, dead);
      if (servant === undefined) continue;
      const needs = `${formatDependency(dependency)} of ${formatNevra(servant.binary)}`;
      const binary = base.packages[foreign];
      if (binary !== undefined) {
        if (dead.has(foreign)) continue;
        dead.set(foreign, { binary, source: servant.source, note: `which cannot be installed without ${needs}${servant.note === null ? '' : `, ${servant.note}`}` });
        fallen.push(binary);
        continue;
      }
      const found: Break = { source: servant.source, who: who(), kind, dependency: formatDependency(dependency), servedBy: formatNevra(servant.binary), note: servant.note, clash: null };
      const key = `${found.who}\n${found.dependency}`;
      if (told.has(key)) continue;
      told.add(key);
      breaks.push(found);
    }
    lost = namesLost(fallen, new Set());
  }
  return breaks;
}

function firstOf(ids: readonly number[], among: ReadonlyMap<number, Going>): Going | undefined {
  for (const id of ids) {
    const found = among.get(id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Who of what stays, of what waits and of the base asks for one of the names. */
function asksFor({ ground, staying, visible }: Landing, names: ReadonlySet<string>, dead: ReadonlyMap<number, Going>): Ask[] {
  const { base, waiting, group } = ground;
  const asks: Ask[] = [];
  const isTouched = (dependency: Dependency): boolean => (dependency.kind === 'simple' ? names.has(dependency.name) : simpleParts(dependency).some(({ name }) => names.has(name)));
  const ask = (who: () => string, kind: Ask['kind'], list: readonly Dependency[], foreign = -1): void => {
    for (const dependency of list) if (isTouched(dependency)) asks.push({ who, kind, dependency, foreign });
  };
  for (const binary of staying) ask(() => formatNevra(binary), 'requires', binary.requires);
  ask(() => THE_BUILD_GROUP, 'build-requires', group);
  for (const { source, buildRequires } of waiting) ask(() => source, 'build-requires', buildRequires);
  const touched = new Set<number>();
  for (const name of names) for (const id of base.requiring(name)) if (visible.after(id) && !dead.has(id)) touched.add(id);
  for (const id of touched) ask(() => formatNevra(base.packages[id] ?? NOBODY), 'requires', base.packages[id]?.requires ?? [], id);
  return asks;
}

const NOBODY = { name: '', evr: { epoch: 0, version: '', release: '' }, arch: '' };

type Find = (dependency: SimpleDependency) => readonly number[];

/** Who serves, before the landing and after it. Ids: what goes of the port's own, what stays, what comes, then the base. */
function lookups({ ground, going, staying, coming, goingForeign, visible }: Landing, wanted: readonly Dependency[], dead: ReadonlyMap<number, Going>): { readonly before: Find; readonly after: Find } {
  const own = indexProviders([...going.map(({ binary }) => binary), ...staying, ...coming.map(({ binary }) => binary)], wanted);
  const [first, end, beyond] = [going.length, going.length + staying.length, going.length + staying.length + coming.length];
  const finder = (isOwn: (id: number) => boolean, isForeign: (id: number) => boolean): Find => (dependency) => [
    ...own.find(dependency).filter(isOwn),
    ...ground.base.offering(dependency).filter(isForeign).map((id) => beyond + id),
  ];
  return {
    before: finder((id) => id < end, (id) => visible.before(id)),
    after: finder((id) => id >= first, (id) => visible.after(id) && !goingForeign.has(id) && !dead.has(id)),
  };
}

/** The names of capabilities and files that something offers which goes, and that nothing which comes offers alike. */
function namesLost(going: readonly BinaryPackage[], offered: ReadonlySet<string>): ReadonlySet<string> {
  const lost = new Set<string>();
  for (const binary of going) for (const { name, key } of offersOf(binary)) if (!offered.has(key)) lost.add(name);
  return lost;
}

function* offersOf(binary: BinaryPackage): Generator<{ readonly name: string; readonly key: string }> {
  const keyOf = ({ name, comparison, evr }: Provide): string => (evr === null ? name : `${name} ${comparison} ${evr.epoch}:${evr.version}-${evr.release ?? ''}`);
  for (const provide of binary.provides) yield { name: provide.name, key: keyOf(provide) };
  for (const file of binary.files) yield { name: file, key: file };
}
