import type { Handlers } from '#shared/contract/host.ts';

import type { CycleDesk } from '../cycles/cycle-desk.ts';
import type { PackageDescriber } from '../port/package-describer.ts';
import { dayAt, serveEdge } from '../project/project-edits.ts';
import type { ProjectFolder } from '../project/project-folder.ts';

/** What cycles there are and how they could be cut; a rule for an edge is written into `portolan.yaml`, which the port follows. */
export function cycleHandlers(desk: CycleDesk, project: ProjectFolder, describer: PackageDescriber, clock: () => number): Pick<Handlers, 'cycles.list' | 'cycles.describe' | 'cycles.serveEdge'> {
  return {
    'cycles.list': () => desk.list(),
    'cycles.describe': ({ graph, member }) => desk.describe(graph, member),
    'cycles.serveEdge': async ({ source, provider, serve, reason }) => {
      describer.find(provider);
      if (source !== null) describer.find(source);
      await project.edit(serveEdge({ source, provider }, serve, reason, dayAt(clock())));
      return {};
    },
  };
}
