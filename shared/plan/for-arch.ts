import type { PlannedSource } from './types.ts';

/**
 * Whether a source is for this architecture by its own word: rpm builds it only where ExclusiveArch (when given) has
 * the architecture and ExcludeArch has not (build/parsePreamble.c). A noarch package is built on any builder that the
 * lists allow, so `noarch` in ExclusiveArch alone keeps nothing out. A macro that was not expanded (`%{nodejs_arches}` where the package that defines it
 * is not installed) says nothing yet: the source stays in.
 */
export function isForArch({ exclusiveArch, excludeArch }: Pick<PlannedSource, 'exclusiveArch' | 'excludeArch'>, arch: string): boolean {
  if (excludeArch.includes(arch)) return false;
  return exclusiveArch.length === 0 || exclusiveArch.some((each) => each.startsWith('%')) || exclusiveArch.includes(arch) || exclusiveArch.every((each) => each === 'noarch');
}
