import { Command } from 'commander';

import type { DebtRow } from '#shared/contract/schemas/debt.ts';

import { jsonOption, print, projectOption, type JsonOption, type ProjectOption } from './project-option.ts';
import { withClient } from './with-client.ts';

const TRIALS: Readonly<Record<DebtRow['trial']['kind'], string>> = {
  never: '',
  waiting: '; a build without it waits for a slot',
  running: '; it is being built without it',
  succeeded: '; it builds without it, so this could go',
  failed: '; it fails without it',
  undecided: '; the last try without it said nothing',
};

export function debtCommand(): Command {
  return new Command('debt')
    .description('the port fixes that must go again: whose, how old, and what hangs on them')
    .addOption(projectOption())
    .addOption(jsonOption())
    .action(({ project, json }: ProjectOption & JsonOption) =>
      withClient(project, async (client) => {
        const rows = await client.call('debt.list', {});
        if (json) print(JSON.stringify(rows, null, 2));
        else print(describeDebt(rows));
      }),
    );
}

function describeDebt(rows: readonly DebtRow[]): string {
  if (rows.length === 0) return 'No port fix has to go again.';
  const lines = rows.map(({ source, words, fix, ageDays, trial, carried, onTop }) => {
    const age = ageDays === null ? 'of unknown age' : ageDays === 1 ? '1 day old' : `${ageDays} days old`;
    const hangs = carried ? `, in the repository, ${onTop.count} built on top of it` : '';
    return `${source}: ${words} (${fix.owner ?? 'nobody’s'}, ${age}${hangs}${TRIALS[trial.kind]})\n    ${fix.reason}`;
  });
  return `${rows.length} port fixes must go again\n${lines.join('\n')}`;
}
