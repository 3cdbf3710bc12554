import type { Handlers } from '#shared/contract/host.ts';

import type { PackageDescriber } from '../port/package-describer.ts';
import { bringBack, leaveOut } from '../project/project-edits.ts';
import type { ProjectFolder } from '../project/project-folder.ts';

type IntentHandlers = Pick<Handlers, 'package.leaveOut' | 'package.bringBack'>;

/**
 * What a person decides about a package is written into `portolan.yaml`; the port follows the file, so an edit by hand
 * and a click come to the same.
 */
export function intentHandlers(project: ProjectFolder, describer: PackageDescriber): IntentHandlers {
  return {
    'package.leaveOut': async ({ source, reason }) => {
      describer.find(source);
      await project.edit(leaveOut(source, reason));
      return {};
    },
    'package.bringBack': async ({ source }) => {
      describer.find(source);
      await project.edit(bringBack(source));
      return {};
    },
  };
}
