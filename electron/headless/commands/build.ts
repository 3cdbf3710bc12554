import { Command } from 'commander';

import type { Client } from '#shared/contract/client.ts';
import { tallySentence } from '#shared/progress/tally.ts';
import { PACKAGE_STATES, STATE_WORDS } from '#shared/vocabulary/package-state.ts';

import { interruptSignal, print, projectOption, type ProjectOption } from './project-option.ts';
import { withClient } from './with-client.ts';

interface BuildOptions extends ProjectOption {
  readonly dependents: boolean;
}

export function buildCommand(): Command {
  return new Command('build')
    .description('build packages, or everything that is not in the repository')
    .argument('[package...]', 'names of source packages; none: all')
    .option('--dependents', 'and everything that waits for them', false)
    .addOption(projectOption())
    .action((sources: readonly string[], { project, dependents }: BuildOptions) => {
      const build = async (client: Client): Promise<void> => {
        const { queued, skipped } = sources.length === 0 ? await client.call('build.all', {}) : await client.call('build.packages', { sources: [...sources], dependents });
        for (const { source, why } of skipped) print(`– ${source}: ${why}`);
        print(`${queued.length} packages are to be built. Ctrl-C stops watching; builders go on with what they have begun.`);
        await watchBuilds(client, interruptSignal());
      };
      return withClient(project, build, { startPractice: true });
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
