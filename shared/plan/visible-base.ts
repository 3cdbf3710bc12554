import { formatNevra, sourceNameOf } from '../rpm/nevra.ts';
import type { BinaryPackage } from '../rpm/package.ts';
import { namePatterns } from './name-pattern.ts';
import type { ForeignBase, Universe } from './types.ts';

/**
 * Whether a foreign binary is hidden, because its source has a build of the port's own: then all that other repositories
 * have of that source is, by whatever name and in whatever version (what `mergerepo_c --koji` does with the repositories
 * behind the first: createrepo_c's src/mergerepo_c.c, koji_stuff_prepare). The one rule for that, wherever a buildroot is derived.
 *
 * @param source what the binary was built from; null: not on record, so that nothing hides it
 */
export function isHidden(source: string | null, hasOwn: (source: string) => boolean): boolean {
  return source !== null && hasOwn(source);
}

/** What buildroots can have of a foreign base beside the port's own builds. */
export function visibleOf(base: readonly BinaryPackage[], hasOwn: (source: string) => boolean): readonly BinaryPackage[] {
  return base.filter(({ sourceRpm }) => !isHidden(sourceNameOf(sourceRpm), hasOwn));
}

/** What may be installed from a base at all: of its architectures, and neither excluded nor ignored. */
export function takenFrom({ binaries, architectures, exclude = [] }: ForeignBase, { ignore = [] }: Pick<Universe, 'ignore'>): readonly BinaryPackage[] {
  const out = namePatterns([...exclude, ...ignore]);
  return binaries.filter((binary) => (architectures.length === 0 || architectures.includes(binary.arch)) && out(binary.name, formatNevra(binary)) < 0);
}
