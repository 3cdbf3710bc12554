import { Command } from 'commander';

import { openSession } from '../session.ts';
import { print, projectOption, type ProjectOption } from './project-option.ts';
import { settleTasks } from './settle-tasks.ts';

export function ingestCommand(): Command {
  return new Command('ingest')
    .description('read the sources, the reference and the foreign bases again')
    .addOption(projectOption())
    .action(async ({ project }: ProjectOption) => {
      const session = await openSession(project);
      try {
        await settleTasks(session.client);
        await session.client.call('ingest.start', {});
        await settleTasks(session.client);
        const { sources, binaries } = await session.client.call('plan.summarise', {});
        print(`${sources} source packages, ${binaries} binary packages in the reference`);
      } finally {
        await session.close();
      }
    });
}
