import type { Handlers } from '#shared/contract/host.ts';
import type { PassMode } from '#shared/plan/types.ts';

import { intentHandlers } from './handlers/intent-handlers.ts';
import { portHandlers } from './handlers/port-handlers.ts';
import { projectHandlers } from './handlers/project-handlers.ts';
import { taskHandlers } from './handlers/task-handlers.ts';
import { withoutBuilders } from './handlers/without-builders.ts';
import { Live } from './live/live.ts';
import { PlanningService } from './planning/planning-service.ts';
import { PortLoader } from './planning/port-loader.ts';
import { recordIntent } from './port/intent.ts';
import { PackageDescriber } from './port/package-describer.ts';
import { PortService } from './port/port-service.ts';
import { ProjectFolder } from './project/project-folder.ts';
import type { ProjectConfig } from './project/project-schema.ts';
import { openDatabase } from './store/database.ts';
import { EventLog } from './store/event-log.ts';
import { TaskBoard } from './tasks/task-board.ts';

export interface CoreOptions {
  /** The folder with `portolan.yaml`; this process owns it already (`ownProject`). */
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** `plan-worker.ts`, as the host has it. */
  readonly planWorker: URL;
}

/** An open core: what hosts serve, and the way to end it. */
export interface Core {
  readonly handlers: Handlers;
  close(): Promise<void>;
}

/** The modes of the passes that `portolan.yaml` names. */
function passModes({ passes }: ProjectConfig): readonly PassMode[] {
  return passes.map(({ mode, provider }) => (mode === 'frozen' ? { kind: 'frozen' } : { kind: 'rolling', provider }));
}

/** Opens the project in a folder with everything that keeps and drives its port. Throws what opening its parts throws. */
export async function openCore({ folder, clock, planWorker }: CoreOptions): Promise<Core> {
  const project = await ProjectFolder.open(folder);
  const database = openDatabase(project.paths.database);
  const tasks = new TaskBoard();
  const port = new PortService(new EventLog(database, clock), clock, () => passModes(project.view.config));
  const describer = new PackageDescriber(port, {
    fixesOf: (source) => project.view.config.portFixes[source] ?? [],
    suggestionsFor: () => [],
    logBytesOf: () => 0,
  });
  const loader = new PortLoader(new PlanningService(project, planWorker), port, tasks, clock);
  const builders = new Live<readonly unknown[]>([]);

  let before = project.view.config;
  recordIntent(port, before, null);
  project.onChange(({ config }) => {
    recordIntent(port, config, before);
    before = config;
    void loader.refresh().catch(() => undefined);
  });
  await loader.refresh();

  return {
    handlers: {
      ...projectHandlers(project, loader, port, builders),
      ...portHandlers(port, describer),
      ...intentHandlers(project, describer),
      ...taskHandlers(tasks),
      ...withoutBuilders(),
    },
    close: async () => {
      project.close();
      await tasks.close();
      port.close();
      database.close();
    },
  };
}
