import type { Plan } from '#shared/plan/types.ts';
import { formatEvr } from '#shared/rpm/evr.ts';
import { parseRpmFileName, sourceNameOf } from '#shared/rpm/nevra.ts';
import type { PackageSet } from '#shared/rpm/package-table.ts';
import type { PackageFile } from '#shared/rpm/repodata/primary.ts';

/** A repository of the reference with what it holds. */
export interface ReferenceContents {
  readonly location: string;
  readonly packages: Pick<PackageSet, 'binaries' | 'binaryFiles'>;
}

/** A source of which every binary package can be taken ready-made. */
export interface Importable {
  readonly row: number;
  readonly files: readonly { readonly location: string; readonly file: PackageFile }[];
}

/**
 * Which of these sources the reference has ready-made: all binaries of theirs are noarch, and come from the very version
 * that the port has.
 */
export function importable(plan: Plan, rows: readonly number[], reference: readonly ReferenceContents[]): Importable[] {
  const wanted = new Map(rows.map((row) => [plan.sources[row]?.name ?? '', row]));
  const found = new Map<number, Importable['files'][number][]>();
  const spoilt = new Set<number>();
  for (const { location, packages } of reference) {
    packages.binaries.forEach(({ arch, sourceRpm }, index) => {
      const row = wanted.get(sourceNameOf(sourceRpm) ?? '');
      const file = packages.binaryFiles[index];
      if (row === undefined || file === undefined) return;
      if (arch !== 'noarch' || !isOfVersion(sourceRpm, plan.sources[row]?.evr ?? '')) spoilt.add(row);
      const files = found.get(row);
      if (files === undefined) found.set(row, [{ location, file }]);
      else files.push({ location, file });
    });
  }
  return [...found].flatMap(([row, files]) => (spoilt.has(row) ? [] : [{ row, files }])).sort((a, b) => a.row - b.row);
}

/** The name of an SRPM's file holds no epoch. */
function isOfVersion(sourceRpm: string, evr: string): boolean {
  const nevra = parseRpmFileName(sourceRpm);
  return nevra.ok && formatEvr({ ...nevra.value.evr, epoch: 0 }) === evr.replace(/^\d+:/, '');
}
