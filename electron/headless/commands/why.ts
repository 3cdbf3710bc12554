import { Argument, Command } from 'commander';

import type { PathStep } from '#shared/contract/schemas/paths.ts';
import { STATE_WORDS } from '#shared/vocabulary/package-state.ts';

import { jsonOption, print, projectOption, type JsonOption, type ProjectOption } from './project-option.ts';
import { withClient } from './with-client.ts';

/** `bash ◇ blocked → (ncurses-devel) ncurses ✕ failed`. */
function sayPath(path: readonly PathStep[]): string {
  return path
    .map(({ source, state, by }) => `${by === null ? '' : `→ (${by.capability ?? 'at run time'}) `}${source} ${STATE_WORDS[state].glyph} ${STATE_WORDS[state].word}`)
    .join(' ');
}

export function whyCommand(): Command {
  return new Command('why')
    .description('why one package needs another; with one package, what holds it up')
    .addArgument(new Argument('<from>', 'a source package'))
    .addArgument(new Argument('[to]', 'another one that it may need'))
    .addOption(projectOption())
    .addOption(jsonOption())
    .action((from: string, to: string | undefined, { project, json }: ProjectOption & JsonOption) =>
      withClient(project, async (client) => {
        const found = await client.call('plan.paths', { from, to: to ?? null });
        if (json) return print(JSON.stringify(found, null, 2));
        print([found.why, ...found.paths.map((path) => `  ${sayPath(path)}`), ...(found.more > 0 ? [`  and ${found.more} more like these`] : [])].join('\n'));
      }),
    );
}
