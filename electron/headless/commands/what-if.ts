import { Command } from 'commander';

import { jsonOption, print, projectOption, type JsonOption, type ProjectOption } from './project-option.ts';
import { withClient } from './with-client.ts';

export function whatIfCommand(): Command {
  return new Command('what-if')
    .description('what would become ready if these packages were built')
    .argument('<names...>', 'source packages')
    .addOption(projectOption())
    .addOption(jsonOption())
    .action((names: string[], { project, json }: ProjectOption & JsonOption) =>
      withClient(project, async (client) => {
        const answer = await client.call('plan.whatIf', { sources: names });
        if (!json) { print(answer.sentence); return; }
        const { names: all } = await client.call('port.snapshot', {});
        const named = (rows: readonly number[]): readonly string[] => rows.map((row) => all[row] ?? '');
        print(JSON.stringify({ ...answer, given: named(answer.given), ready: named(answer.ready), later: named(answer.later) }, null, 2));
      }),
    );
}
