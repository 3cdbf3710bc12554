import { formatDependency, rangesOverlap, formatProvide, type Provide, type SimpleDependency } from '#shared/rpm/dependency.ts';
import { compareEvr, type Evr } from '#shared/rpm/evr.ts';
import { byText } from '../by-text.ts';
import { simpleParts } from '../provider-index.ts';
import type { Plan, Universe } from '../types.ts';
import type { VersionFloor } from './types.ts';

interface Wish {
  readonly dependency: SimpleDependency & { readonly evr: Evr };
  readonly sources: Set<number>;
}

interface Offer {
  readonly provide: Provide;
  readonly base: string;
}

/**
 * The BuildRequires whose version no foreign base reaches, though one has the name: what the base has is too old to
 * begin with. One entry for each name, with the highest version that is asked for; who most sources ask for comes first. Empty where no base
 * is named. Run-time requirements of what the BuildRequires pull in are the landing check's business.
 */
export function versionFloors(universe: Universe, plan: Plan): readonly VersionFloor[] {
  if (universe.foreign.length === 0) return [];
  const rows = new Map(plan.sources.map(({ name }, row) => [name, row]));
  const wishes = new Map<string, Wish[]>();
  for (const source of universe.sources) {
    const row = rows.get(source.name);
    if (row === undefined) continue;
    for (const part of source.buildRequires.flatMap(simpleParts)) {
      if (!isVersioned(part)) continue;
      const ofName = wishes.get(part.name) ?? wishes.set(part.name, []).get(part.name) ?? [];
      const same = ofName.find(({ dependency }) => dependency.comparison === part.comparison && compareEvr(dependency.evr, part.evr) === 0);
      if (same === undefined) ofName.push({ dependency: part, sources: new Set([row]) });
      else same.sources.add(row);
    }
  }
  const offers = offersOf(universe, wishes);
  const floors: VersionFloor[] = [];
  for (const [name, ofName] of wishes) {
    const have = offers.get(name) ?? [];
    if (have.length === 0) continue;
    const unmet = ofName.filter(({ dependency }) => !have.some(({ provide }) => rangesOverlap(provide, dependency)));
    const highest = unmet.toSorted((a, b) => compareEvr(b.dependency.evr, a.dependency.evr))[0];
    const best = have.toSorted((a, b) => compareOffers(b, a))[0];
    if (highest === undefined || best === undefined) continue;
    const wanting = [...new Set(unmet.flatMap(({ sources }) => [...sources]))].sort((a, b) => a - b);
    floors.push({
      dependency: formatDependency(highest.dependency),
      wantedBy: wanting.map((row) => plan.sources[row]?.name ?? ''),
      offers: formatProvide(best.provide),
      base: best.base,
      ...needOf(plan, unmet.map(({ dependency }) => formatDependency(dependency)), wanting),
    });
  }
  return floors.sort((a, b) => b.wantedBy.length - a.wantedBy.length || byText(a.dependency, b.dependency));
}

/** Who of the port meets these demands, and whether those who make them are needed for that. */
function needOf(plan: Plan, demands: readonly string[], wanting: readonly number[]): Pick<VersionFloor, 'provider' | 'need'> {
  const of = plan.components.closure.of;
  let provider: number | null = null;
  let ladder = false;
  for (const row of wanting) {
    for (const { dependency, status, providers } of plan.sources[row]?.requirements ?? []) {
      if (status !== 'own' || !demands.some((demand) => dependency === demand || (dependency.startsWith('(') && dependency.includes(demand)))) continue;
      for (const binary of providers) {
        const source = plan.binaries[binary]?.source ?? -1;
        if (source < 0) continue;
        provider ??= source;
        if (source === row || of[source] === of[row]) ladder = true;
      }
    }
  }
  if (provider === null) return { provider: '', need: 'missing' };
  return { provider: plan.sources[provider]?.name ?? '', need: ladder ? 'ladder' : 'order' };
}

function offersOf(universe: Universe, wanted: ReadonlyMap<string, unknown>): ReadonlyMap<string, readonly Offer[]> {
  const offers = new Map<string, Offer[]>();
  for (const { name: base, binaries, architectures } of universe.foreign) {
    for (const { arch, provides } of binaries) {
      if (architectures.length > 0 && !architectures.includes(arch)) continue;
      for (const provide of provides) {
        if (!wanted.has(provide.name)) continue;
        const list = offers.get(provide.name) ?? [];
        list.push({ provide, base });
        offers.set(provide.name, list);
      }
    }
  }
  return offers;
}

function compareOffers(a: Offer, b: Offer): number {
  if (a.provide.evr === null || b.provide.evr === null) return Number(a.provide.evr !== null) - Number(b.provide.evr !== null);
  return compareEvr(a.provide.evr, b.provide.evr);
}

/** A demand for at least some version: an upper bound is no floor. */
function isVersioned(part: SimpleDependency): part is SimpleDependency & { readonly evr: Evr } {
  return part.evr !== null && (part.comparison === 'ge' || part.comparison === 'gt' || part.comparison === 'eq');
}
