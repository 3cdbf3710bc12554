import type { Dependency, SimpleDependency } from '../rpm/dependency.ts';

/**
 * Whether a dependency can be met from what `find` knows. Rich ones term by term: a
 * condition counts as true where something offers it, `with` and `without` look at one and the same package.
 */
export function canBeMet(dependency: Dependency, find: (dependency: SimpleDependency) => readonly number[]): boolean {
  switch (dependency.kind) {
    case 'simple':
      return find(dependency).length > 0;
    case 'and':
      return dependency.terms.every((term) => canBeMet(term, find));
    case 'or':
      return dependency.terms.some((term) => canBeMet(term, find));
    case 'with':
    case 'without':
      return membersOf(dependency, find).size > 0;
    case 'if':
      return !canBeMet(dependency.condition, find) ? dependency.otherwise === null || canBeMet(dependency.otherwise, find) : canBeMet(dependency.then, find);
    case 'unless':
      return canBeMet(dependency.condition, find) ? dependency.otherwise === null || canBeMet(dependency.otherwise, find) : canBeMet(dependency.then, find);
  }
}

/** The packages that alone satisfy a dependency: a simple one, or one made of `with`, `without` and `or`. None for a condition. */
export function membersOf(dependency: Dependency, find: (dependency: SimpleDependency) => readonly number[]): ReadonlySet<number> {
  if (dependency.kind === 'simple') return new Set(find(dependency));
  if (dependency.kind === 'without') {
    const out = membersOf(dependency.right, find);
    return new Set([...membersOf(dependency.left, find)].filter((id) => !out.has(id)));
  }
  if (dependency.kind === 'with' || dependency.kind === 'or' || dependency.kind === 'and') {
    const sets = dependency.terms.map((term) => membersOf(term, find));
    if (dependency.kind === 'or') return new Set(sets.flatMap((set) => [...set]));
    return new Set([...(sets[0] ?? [])].filter((id) => sets.every((set) => set.has(id))));
  }
  return new Set();
}
