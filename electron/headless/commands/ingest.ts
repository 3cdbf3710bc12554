import { Command } from 'commander';

import { print, projectOption, type ProjectOption } from './project-option.ts';
import { settleTasks } from './settle-tasks.ts';
import { withClient } from './with-client.ts';

export function ingestCommand(): Command {
  return new Command('ingest')
    .description('read the sources, the reference and the foreign bases again')
    .addOption(projectOption())
    .action(({ project }: ProjectOption) =>
      withClient(project, async (client) => {
        await client.call('ingest.start', {});
        await settleTasks(client);
        const { sources, binaries } = await client.call('plan.summarise', {});
        print(`${sources} source packages, ${binaries} binary packages in the reference`);
      }),
    );
}
