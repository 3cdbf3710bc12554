import { formatEvr, rpmvercmp, type Evr } from './evr.ts';

/** How two EVRs are compared; `any` where no version is given. */
export type Comparison = 'any' | 'lt' | 'le' | 'eq' | 'ge' | 'gt';

/** One capability, perhaps with a version: `zlib-devel >= 1.2.11`. A name that starts with `/` is a file. */
export interface SimpleDependency {
  readonly kind: 'simple';
  readonly name: string;
  readonly comparison: Comparison;
  readonly evr: Evr | null;
}

/** A rich (boolean) dependency, rpm ≥ 4.13: `(a and b)`, `(a if b else c)`, nested. */
export type RichDependency =
  | { readonly kind: 'and' | 'or' | 'with'; readonly terms: readonly Dependency[] }
  | { readonly kind: 'without'; readonly left: Dependency; readonly right: Dependency }
  | { readonly kind: 'if' | 'unless'; readonly then: Dependency; readonly condition: Dependency; readonly otherwise: Dependency | null };

export type Dependency = SimpleDependency | RichDependency;

/** What a package offers: a name, and a version if it says one. */
export interface Provide {
  readonly name: string;
  /** `any` for an unversioned Provides, else nearly always `eq`. */
  readonly comparison: Comparison;
  readonly evr: Evr | null;
}

/** The operator as rpm writes it, for every comparison that has one. */
export const OPERATORS: Readonly<Record<Exclude<Comparison, 'any'>, string>> = { lt: '<', le: '<=', eq: '=', ge: '>=', gt: '>' };

/** The text of a dependency as rpm writes it; `parseDependency` reads it back. */
export function formatDependency(dependency: Dependency): string {
  switch (dependency.kind) {
    case 'simple':
      return formatProvide(dependency);
    case 'and':
    case 'or':
    case 'with':
      return `(${dependency.terms.map(formatDependency).join(` ${dependency.kind} `)})`;
    case 'without':
      return `(${formatDependency(dependency.left)} without ${formatDependency(dependency.right)})`;
    case 'if':
    case 'unless': {
      const otherwise = dependency.otherwise === null ? '' : ` else ${formatDependency(dependency.otherwise)}`;
      return `(${formatDependency(dependency.then)} ${dependency.kind} ${formatDependency(dependency.condition)}${otherwise})`;
    }
  }
}

/** `name` or `name = evr`. */
export function formatProvide(provide: Provide): string {
  if (provide.comparison === 'any' || provide.evr === null) return provide.name;
  return `${provide.name} ${OPERATORS[provide.comparison]} ${formatEvr(provide.evr)}`;
}

/**
 * Whether a Provides satisfies a simple dependency of the same name, as rpm decides it (lib/rpmds.c,
 * rpmdsCompareIndex, and rpmio/rpmver.c, rpmverOverlap): the two ranges overlap; where either has no version they
 * always do; where only one has a release, the other's missing release is a wildcard if its range includes its edge.
 */
export function satisfies(provide: Provide, dependency: Omit<SimpleDependency, 'kind'>): boolean {
  return provide.name === dependency.name && rangesOverlap(provide, dependency);
}

/** {@link satisfies} without the look at the names, for those who found the two by name. Symmetric. */
export function rangesOverlap(a: Omit<Provide, 'name'>, b: Omit<Provide, 'name'>): boolean {
  if (a.evr === null || b.evr === null || a.comparison === 'any' || b.comparison === 'any') return true;
  const order = orderOf(a.evr, b.evr);
  if (order === 0 && (a.evr.release === null) !== (b.evr.release === null)) {
    const open = a.evr.release === null ? a.comparison : b.comparison;
    if (includesEdge(open)) return true;
  }
  if (order < 0) return isUpwards(a.comparison) || isDownwards(b.comparison);
  if (order > 0) return isDownwards(a.comparison) || isUpwards(b.comparison);
  return (
    (includesEdge(a.comparison) && includesEdge(b.comparison)) ||
    (isDownwards(a.comparison) && isDownwards(b.comparison)) ||
    (isUpwards(a.comparison) && isUpwards(b.comparison))
  );
}

/** Releases count only where both have one. */
function orderOf(a: Evr, b: Evr): number {
  if (a.epoch !== b.epoch) return a.epoch - b.epoch;
  const byVersion = rpmvercmp(a.version, b.version);
  if (byVersion !== 0 || a.release === null || b.release === null) return byVersion;
  return rpmvercmp(a.release, b.release);
}

function includesEdge(comparison: Comparison): boolean {
  return comparison === 'eq' || comparison === 'le' || comparison === 'ge';
}

function isDownwards(comparison: Comparison): boolean {
  return comparison === 'lt' || comparison === 'le';
}

function isUpwards(comparison: Comparison): boolean {
  return comparison === 'gt' || comparison === 'ge';
}
