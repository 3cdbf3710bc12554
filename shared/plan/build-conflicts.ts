import { formatEvr } from '#shared/rpm/evr.ts';
import type { Dependency } from '#shared/rpm/dependency.ts';
import type { BinaryPackage, SourcePackage } from '#shared/rpm/package.ts';
import type { PlannedBinary } from './types.ts';

/** The architecture of what stands for a source in a buildroot; no binary package has it. */
const SOURCE_ARCH = 'src';

/**
 * What stands in a buildroot for a source with BuildConflicts, as rpmbuild checks them (build/build.c, rpmSpecCheckDeps: the source's
 * header goes into a transaction, whose Conflicts count): a package that nobody provides or requires but the source itself, and that
 * has them as its Conflicts. Its name is none that a dependency can have.
 */
export function refuserOf({ name, evr, buildConflicts }: SourcePackage): { readonly stands: BinaryPackage; readonly planned: PlannedBinary } {
  const own = `(BuildConflicts of ${name})`;
  return {
    stands: { name: own, evr, arch: SOURCE_ARCH, sourceRpm: '', provides: [{ name: own, comparison: 'any', evr: null }], requires: [], conflicts: buildConflicts, obsoletes: [], recommends: [], files: [] },
    planned: { name, nevra: `${name}-${formatEvr(evr)}.${SOURCE_ARCH}`, arch: SOURCE_ARCH, source: -1, base: -1 },
  };
}

/** Whether a planned binary stands for a source's BuildConflicts. */
export function isRefuser(binary: PlannedBinary | undefined): boolean {
  return binary?.arch === SOURCE_ARCH;
}

/** What asks for a refuser. */
export function refuserDemand({ name }: BinaryPackage): Dependency {
  return { kind: 'simple', name, comparison: 'any', evr: null };
}
