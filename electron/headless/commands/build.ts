import { Command } from 'commander';

import type { Client } from '#shared/contract/client.ts';
import { tallySentence } from '#shared/progress/tally.ts';
import { PACKAGE_STATES, STATE_WORDS } from '#shared/vocabulary/package-state.ts';

import { openSession } from '../session.ts';
import { interruptSignal, print, projectOption, type ProjectOption } from './project-option.ts';
import { settleTasks } from './settle-tasks.ts';

interface BuildOptions extends ProjectOption {
  readonly dependents: boolean;
}

export function buildCommand(): Command {
  return new Command('build')
    .description('build packages, or everything that is not in the repository')
    .argument('[package...]', 'names of source packages; none: all')
    .option('--dependents', 'and everything that waits for them', false)
    .addOption(projectOption())
    .action(async (sources: readonly string[], { project, dependents }: BuildOptions) => {
      const session = await openSession(project);
      try {
        await settleTasks(session.client);
        const { queued, skipped } =
          sources.length === 0 ? await session.client.call('build.all', {}) : await session.client.call('build.packages', { sources: [...sources], dependents });
        for (const { source, why } of skipped) print(`– ${source}: ${why}`);
        print(`${queued.length} packages are to be built. Ctrl-C stops watching; builders go on with what they have begun.`);
        await watchBuilds(session.client, interruptSignal());
      } finally {
        await session.close();
      }
    });
}

/** Prints each package as it changes state, until nothing is queued or building any more. */
async function watchBuilds(client: Client, signal: AbortSignal): Promise<void> {
  const snapshot = await client.call('port.snapshot', {});
  const changes = client.open('port.changes', { after: snapshot.sequence });
  signal.addEventListener('abort', () => changes.cancel());
  const states = [...snapshot.states];
  if (settled(snapshot.summary.counts)) return;
  for await (const delta of changes) {
    delta.indexes.forEach((row, index) => {
      const state = PACKAGE_STATES[delta.states[index] ?? 0];
      if (state === undefined || states[row] === delta.states[index]) return;
      states[row] = delta.states[index] ?? 0;
      if (state !== 'blocked' && state !== 'ready') print(`${STATE_WORDS[state].glyph} ${snapshot.names[row] ?? ''} ${STATE_WORDS[state].word}`);
    });
    const { summary } = delta;
    if (!settled(summary.counts)) continue;
    print(tallySentence({ ...summary, toGo: summary.portable - summary.inRepo - summary.leftOut }));
    return;
  }
}

function settled(counts: Readonly<Record<string, number>>): boolean {
  return ['queued', 'building', 'built'].every((state) => (counts[state] ?? 0) === 0);
}
