import type { FailureClass } from './classes.ts';

/** Exit codes that blame the package; the log must say for what (mock, py/mockbuild/exception.py). */
const PACKAGE: ReadonlySet<number> = new Set([10, 40]);
/** Codes of which only the log knows the cause: unknown, package manager. */
const READ_THE_LOG: ReadonlySet<number> = new Set([1, 30]);

/**
 * The class that mock's exit code speaks for when the log matches no rule, or null when the code says nothing.
 * All codes but success, the package's and the open ones are the machinery or its configuration.
 */
export function classOfMockExit(code: number): FailureClass | null {
  if (code === 0 || PACKAGE.has(code) || READ_THE_LOG.has(code)) return null;
  return code === 11 ? 'timeout' : 'infrastructure';
}
