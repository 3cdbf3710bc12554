import { Command } from 'commander';

import { jsonOption, print, projectOption, type JsonOption, type ProjectOption } from './project-option.ts';
import { withClient } from './with-client.ts';

/** So many are ranked. */
const MOST = 50;

export function whatIfCommand(): Command {
  return new Command('what-if')
    .description('what would become ready if these packages were built; without names: which failed or unresolvable package would free most')
    .argument('[names...]', 'source packages')
    .addOption(projectOption())
    .addOption(jsonOption())
    .action((names: string[], { project, json }: ProjectOption & JsonOption) =>
      withClient(project, async (client) => {
        if (names.length === 0) {
          const { planDigest: _digest, ...ranking } = await client.call('plan.unblocksMost', { most: MOST });
          if (json) print(JSON.stringify(ranking, null, 2));
          else print([ranking.sentence, ...ranking.rows.map(({ source, why, ready, reached, holds }) => `  ${source} (${why}): frees ${reached}, ${ready} of them at once; ${holds} wait for it`)].join('\n'));
          return;
        }
        const answer = await client.call('plan.whatIf', { sources: names });
        if (!json) { print(answer.sentence); return; }
        const { names: all } = await client.call('port.snapshot', {});
        const named = (rows: readonly number[]): readonly string[] => rows.map((row) => all[row] ?? '');
        print(JSON.stringify({ ...answer, given: named(answer.given), ready: named(answer.ready), later: named(answer.later) }, null, 2));
      }),
    );
}
