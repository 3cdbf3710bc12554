import type { FailureClass } from './classes.ts';

/** What the exit codes of the rpmbuild driver say by themselves (the table in electron/core/jobs/README.md); 10, “rpmbuild failed”, says nothing. */
const CLASSES: ReadonlyMap<number, FailureClass> = new Map([
  [11, 'timeout'],
  [12, 'excluded'],
  [20, 'infrastructure'],
  [30, 'dependency'],
  [31, 'infrastructure'],
  [32, 'disk-full'],
  [40, 'spec'],
  [70, 'infrastructure'],
  [71, 'infrastructure'],
]);

/** The class that the builder's own exit code speaks for, or null when the code says nothing. */
export function classOfJobExit(code: number): FailureClass | null {
  return CLASSES.get(code) ?? null;
}
