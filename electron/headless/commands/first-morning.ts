import { Command } from 'commander';

import { firstMorningText } from '#shared/plan/first-morning/say.ts';

import { jsonOption, print, projectOption, type JsonOption, type ProjectOption } from './project-option.ts';
import { withClient } from './with-client.ts';

export function firstMorningCommand(): Command {
  return new Command('first-morning')
    .description('what to know before the first build: gaps, versions too old, cycles, what importing saves, and the order to begin in')
    .addOption(projectOption())
    .addOption(jsonOption())
    .action(({ project, json }: ProjectOption & JsonOption) =>
      withClient(project, async (client) => {
        const report = await client.call('plan.firstMorning', {});
        print(json ? JSON.stringify(report, null, 2) : firstMorningText(report));
      }),
    );
}
