import type { Handlers } from '#shared/contract/host.ts';
import { sameThing, type FixChange, type PortFix } from '#shared/port/fix.ts';

import { previewFixes, type PreviewedPackage } from '../build/fix-preview.ts';
import type { DebtLister } from '../port/debt-lister.ts';
import type { PackageDescriber } from '../port/package-describer.ts';
import type { PatchStore } from '../project/patch-store.ts';
import { applyFix, dayAt, removeFix } from '../project/project-edits.ts';
import type { ProjectFolder } from '../project/project-folder.ts';

type FixHandlers = Pick<Handlers, 'package.applyFix' | 'package.removeFix' | 'package.previewFix' | 'package.addPatch' | 'debt.list'>;

export interface FixRoom {
  readonly project: ProjectFolder;
  readonly describer: PackageDescriber;
  readonly patches: PatchStore;
  readonly debt: DebtLister;
  readonly clock: () => number;
  /** A package as the next attempt would find it. */
  readonly previewed: (source: string) => PreviewedPackage;
}

/**
 * The port fixes of packages: written into `portolan.yaml`, which the port follows, so that an edit by hand and a click come
 * to the same; their patches lie beside it.
 */
export function fixHandlers({ project, describer, patches, debt, clock, previewed }: FixRoom): FixHandlers {
  const fixesOf = (source: string): readonly PortFix[] => project.view.config.portFixes[source] ?? [];
  const patchesIn = (changes: readonly FixChange[]) => changes.flatMap((change) => (change.kind === 'patch' ? [change] : []));
  return {
    'package.applyFix': async ({ source, fix }) => {
      describer.find(source);
      const [replaced = null] = patchesIn(fixesOf(source).flatMap(({ change }) => (sameThing(change, fix.change) ? [change] : [])));
      for (const patch of patchesIn([fix.change])) await patches.keepBesideProject(patch, replaced);
      await project.edit(applyFix(source, fix, dayAt(clock())));
      return {};
    },
    'package.removeFix': async ({ source, change }) => {
      describer.find(source);
      const gone = fixesOf(source).flatMap((fix) => (sameThing(fix.change, change) ? [fix.change] : []));
      await project.edit(removeFix(source, change));
      const used = new Set(patchesIn(Object.values(project.view.config.portFixes).flatMap((fixes) => fixes.map((fix) => fix.change))).map(({ file }) => file));
      for (const patch of patchesIn(gone)) if (!used.has(patch.file)) await patches.takeAway(patch);
      return {};
    },
    'package.previewFix': ({ source, fixes }) => {
      describer.find(source);
      const changes = (all: readonly PortFix[]): FixChange[] => all.map(({ change }) => change);
      return previewFixes(previewed(source), changes(fixesOf(source)), changes(fixes), patches);
    },
    'package.addPatch': async ({ source, name, text, strip }) => {
      const found = describer.find(source);
      return patches.add({ source: found.source, name, text, strip });
    },
    'debt.list': () => debt.list(),
  };
}
