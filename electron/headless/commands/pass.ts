import { Command } from 'commander';

import { jsonOption, print, projectOption, type JsonOption, type ProjectOption } from './project-option.ts';
import { settleTasks } from './settle-tasks.ts';
import { withClient } from './with-client.ts';

export function passCommand(): Command {
  return new Command('pass')
    .description('what the pass that follows would do; with --open it is opened')
    .option('--open', 'open it')
    .option('--take-back', 'take the pass back that was opened last, as long as nothing was asked for or done in it')
    .option('--import', 'take the noarch packages of the pass that is under way ready-made from the reference')
    .addOption(projectOption())
    .addOption(jsonOption())
    .action(({ project, json, open, takeBack, import: imports }: ProjectOption & JsonOption & { readonly open?: boolean; readonly takeBack?: boolean; readonly import?: boolean }) =>
      withClient(project, async (client) => {
        if (imports === true) {
          const { wanted } = await client.call('passes.imports', {});
          await client.call('passes.import', {});
          print(`${wanted.length} noarch packages are taken from the reference, where it has them.`);
          await settleTasks(client);
          return;
        }
        if (takeBack === true) {
          const { pass } = (await client.call('port.snapshot', {})).summary;
          await client.call('passes.withdraw', { pass: pass.number });
          print(`Pass ${pass.number} is taken back; pass ${pass.number - 1} goes on where it was.`);
          return;
        }
        const { next } = await client.call('passes.preview', {});
        if (open === true && next !== null) await client.call('passes.open', { pass: next.pass });
        if (json) {
          print(JSON.stringify(next, null, 2));
          return;
        }
        if (next === null) {
          print('portolan.yaml names no further pass. Add one under “passes”.');
          return;
        }
        for (const sentence of next.sentences) print(sentence);
        if (open === true) print(`Pass ${next.pass} is open. Build everything with “portolan build”.`);
        else print(next.refusal === null ? 'Open it with “portolan pass --open”.' : `It cannot be opened now. ${next.refusal}`);
      }),
    );
}
