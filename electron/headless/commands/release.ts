import { Command } from 'commander';

import { print, projectOption, type ProjectOption } from './project-option.ts';
import { withClient } from './with-client.ts';

export function releaseCommand(): Command {
  return new Command('release')
    .description('publish a package that is held, although that breaks what resolves now')
    .argument('<source>')
    .option('--keep-old', 'keep the packages that it replaces beside its own, so that what needs them goes on resolving', false)
    .addOption(projectOption())
    .action((source: string, { project, keepOld }: ProjectOption & { readonly keepOld: boolean }) =>
      withClient(project, async (client) => {
        await client.call('build.release', { source, keepOld });
        print(`${source} comes into the next generation${keepOld ? ', beside what it replaces' : ''}.`);
      }),
    );
}
