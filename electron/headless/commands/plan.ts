import { Command } from 'commander';

import { describePlan } from '../describe-plan.ts';
import { jsonOption, print, projectOption, type JsonOption, type ProjectOption } from './project-option.ts';
import { withClient } from './with-client.ts';

export function planCommand(): Command {
  return new Command('plan')
    .description('what must be built before what, and what cannot be')
    .addOption(projectOption())
    .addOption(jsonOption())
    .action(({ project, json }: ProjectOption & JsonOption) =>
      withClient(project, async (client) => {
        const plan = await client.call('plan.summarise', {});
        print(json ? JSON.stringify(plan, null, 2) : describePlan(plan));
      }),
    );
}
