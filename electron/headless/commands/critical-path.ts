import { Command } from 'commander';

import { sayCriticalPath, saySeconds } from '#shared/plan/say-critical-path.ts';

import { jsonOption, print, projectOption, type JsonOption, type ProjectOption } from './project-option.ts';
import { withClient } from './with-client.ts';

export function criticalPathCommand(): Command {
  return new Command('critical-path')
    .description('the longest chain of builds that are still to be made')
    .addOption(projectOption())
    .addOption(jsonOption())
    .action(({ project, json }: ProjectOption & JsonOption) =>
      withClient(project, async (client) => {
        const chain = await client.call('plan.criticalPath', {});
        if (json) { print(JSON.stringify(chain, null, 2)); return; }
        print(sayCriticalPath(chain));
        chain.names.forEach((name, index) => print(`  ${String(index + 1).padStart(4)}  ${name}${chain.mean === null ? '' : `  ${chain.known[index] === true ? '' : '≈ '}${saySeconds(chain.seconds[index] ?? 0)}`}`));
      }),
    );
}
