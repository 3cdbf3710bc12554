import { problem, type Problem } from '../vocabulary/problem.ts';
import { err, ok, type Result } from '../vocabulary/result.ts';
import type { Comparison, Dependency } from './dependency.ts';
import { parseEvr } from './evr.ts';
import { parseDependency } from './parse-dependency.ts';

/** Bits of a dependency's flags (rpm's rpmds.h). */
const LESS = 1 << 1;
const GREATER = 1 << 2;
const EQUAL = 1 << 3;
const RPMLIB = 1 << 24;

const BY_FLAGS: ReadonlyMap<number, Comparison> = new Map([
  [0, 'any'], [LESS, 'lt'], [LESS | EQUAL, 'le'], [EQUAL, 'eq'], [GREATER | EQUAL, 'ge'], [GREATER, 'gt'],
]);

/**
 * A dependency as a header has it: name, flags, version. Null for a requirement of one of rpm's own features, which is none between packages. A `bad-input` where
 * it cannot be one.
 */
export function flaggedDependency(name: string, flags: number, version: string): Result<Dependency | null, Problem> {
  if ((flags & RPMLIB) !== 0 || name.startsWith('rpmlib(')) return ok(null);
  if (name.startsWith('(')) return parseDependency(name);
  const comparison = BY_FLAGS.get(flags & (LESS | GREATER | EQUAL));
  if (name === '' || comparison === undefined) return err(problem('bad-input', 'A dependency has no name or no possible comparison.'));
  if (comparison === 'any' || version === '') return ok({ kind: 'simple', name, comparison: 'any', evr: null });
  const evr = parseEvr(version);
  return evr.ok ? ok({ kind: 'simple', name, comparison, evr: evr.value }) : err(evr.error);
}
