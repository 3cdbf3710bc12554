import { Command } from 'commander';

import { cacheFolder } from '#electron/core/places/cache-folder.ts';
import { ROOT_COST } from '#electron/practice/emulated/root-cost.ts';
import { interruptSignal, print } from './project-option.ts';
import { rehearseCommand } from './rehearse.ts';

/** Fetched when one of these is asked for: every other command starts sooner without. */
const practice = () => import('#electron/practice/emulated/practice.ts');

export function practiceCommand(): Command {
  return new Command('practice')
    .description('builders and ports to practise on')
    .addCommand(rehearseCommand())
    .addCommand(
      new Command('up').description(`make their root if need be (about ${ROOT_COST.minutes} minutes, ${ROOT_COST.megabytes} MB), and start them`).action(async () => {
        let told = '';
        const { builders } = await (await practice()).practiceUp({
          cache: cacheFolder(),
          signal: interruptSignal(),
          onProgress: ({ phase, fraction }) => {
            const words = `${Math.round(fraction * 100)} % ${phase}`;
            if (words !== told) process.stderr.write(`${words}\n`);
            told = words;
          },
        });
        for (const { name, host, port, user } of builders) print(`${name}: ${user}@${host}:${port}`);
        print('They stay until “portolan practice down”.');
      }),
    )
    .addCommand(
      new Command('down').description('stop them and remove their disks').action(async () => {
        print((await (await practice()).practiceDown(cacheFolder())) ? 'The emulated builders are stopped.' : 'No emulated builders were running.');
      }),
    )
    .addCommand(
      new Command('status').description('whether they run, and what this machine lacks for them').action(async () => {
        const { fleet, rootCached, missing } = await (await practice()).practiceStatus(cacheFolder());
        print(fleet === null ? 'not running' : `running: ${fleet.builders.map(({ name }) => name).join(', ')}`);
        print(rootCached ? 'their root is cached' : 'their root is not made yet');
        for (const { what, problem } of missing) if (problem !== null) print(`missing: ${what}: ${problem.message}\n    ${problem.mend}`);
      }),
    );
}
