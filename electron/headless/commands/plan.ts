import { Command } from 'commander';

import { describePlan } from '../describe-plan.ts';
import { openSession } from '../session.ts';
import { settleTasks } from './settle-tasks.ts';
import { jsonOption, print, projectOption, type JsonOption, type ProjectOption } from './project-option.ts';

export function planCommand(): Command {
  return new Command('plan')
    .description('what must be built before what, and what cannot be')
    .addOption(projectOption())
    .addOption(jsonOption())
    .action(async ({ project, json }: ProjectOption & JsonOption) => {
      const session = await openSession(project);
      try {
        await settleTasks(session.client);
        const plan = await session.client.call('plan.summarise', {});
        print(json ? JSON.stringify(plan, null, 2) : describePlan(plan));
      } finally {
        await session.close();
      }
    });
}
