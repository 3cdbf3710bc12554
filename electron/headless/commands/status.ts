import { Command } from 'commander';

import { percentPorted, tallySentence } from '#shared/progress/tally.ts';
import { PACKAGE_STATES, STATE_WORDS } from '#shared/vocabulary/package-state.ts';

import { jsonOption, print, projectOption, type JsonOption, type ProjectOption } from './project-option.ts';
import { withClient } from './with-client.ts';

export function statusCommand(): Command {
  return new Command('status')
    .description('how far the port is, and what holds it up')
    .addOption(projectOption())
    .addOption(jsonOption())
    .action(({ project, json }: ProjectOption & JsonOption) =>
      withClient(project, async (client) => {
        const { summary } = await client.call('port.snapshot', {});
        const failures = await client.call('failures.list', {});
        if (json) { print(JSON.stringify({ summary, failures }, null, 2)); return; }
        const toGo = summary.portable - summary.inRepo - summary.leftOut;
        print(`${percentPorted(summary).toFixed(1)} %: ${tallySentence({ ...summary, toGo })}`);
        for (const state of PACKAGE_STATES) {
          if (summary.counts[state] > 0) print(`  ${STATE_WORDS[state].glyph} ${STATE_WORDS[state].word}: ${summary.counts[state]}`);
        }
        for (const failure of failures) {
          print(`✕ ${failure.source} (holds up ${failure.holdsUp}): ${failure.explanation}\n    ${failure.attempt.causal?.text ?? ''}`);
        }
      }),
    );
}
