import type { Dependency } from './dependency.ts';

/**
 * Whether primary.xml lists a path, so that no filelists are needed to know its owner (createrepo_c's rule: `/etc/…`, anything with `bin/`
 * in it, and sendmail).
 */
export function isInPrimary(path: string): boolean {
  return path.startsWith('/etc/') || path.includes('bin/') || path === '/usr/lib/sendmail';
}

/** Calls back with every path that a dependency names, inside of rich ones too. */
export function forEachPath(dependency: Dependency, callback: (path: string) => void): void {
  switch (dependency.kind) {
    case 'simple':
      if (dependency.name.startsWith('/')) callback(dependency.name);
      return;
    case 'and':
    case 'or':
    case 'with':
      for (const term of dependency.terms) forEachPath(term, callback);
      return;
    case 'without':
      forEachPath(dependency.left, callback);
      forEachPath(dependency.right, callback);
      return;
    case 'if':
    case 'unless':
      forEachPath(dependency.then, callback);
      forEachPath(dependency.condition, callback);
      if (dependency.otherwise !== null) forEachPath(dependency.otherwise, callback);
  }
}
