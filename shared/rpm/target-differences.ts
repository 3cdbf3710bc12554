import { formatDependency } from './dependency.ts';
import { formatEvr } from './evr.ts';
import type { SourcePackage } from './package.ts';

/** What the BuildRequires of one source package are for the target and are not elsewhere. */
export interface TargetDifferences {
  /** What it was compared with, in words: `x86_64`, `its SRPM`. */
  readonly than: string;
  /** `[epoch:]version-release` there; null where it is the target's. */
  readonly otherEvr: string | null;
  /** BuildRequires of the target alone, as rpm writes them, sorted by code unit. */
  readonly added: readonly string[];
  /** BuildRequires that the target has not. */
  readonly removed: readonly string[];
}

/**
 * How a source package as it is evaluated for the target differs from what else is known of it: its SRPM's header, which is true only for where the SRPM was made, or an
 * evaluation for another architecture or under other macros. Order and repetition mean nothing. Null where the BuildRequires are the same.
 */
export function targetDifferences(target: SourcePackage, other: SourcePackage, than: string): TargetDifferences | null {
  const mine = new Set(target.buildRequires.map(formatDependency));
  const theirs = new Set(other.buildRequires.map(formatDependency));
  const added = [...mine].filter((each) => !theirs.has(each)).sort();
  const removed = [...theirs].filter((each) => !mine.has(each)).sort();
  if (added.length === 0 && removed.length === 0) return null;
  const otherEvr = formatEvr(other.evr);
  return { than, otherEvr: otherEvr === formatEvr(target.evr) ? null : otherEvr, added, removed };
}
