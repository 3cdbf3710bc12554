import { Command } from 'commander';

import type { PathStep } from '#shared/contract/schemas/paths.ts';
import { STATE_WORDS } from '#shared/vocabulary/package-state.ts';

import { jsonOption, print, projectOption, type JsonOption, type ProjectOption } from './project-option.ts';
import { withClient } from './with-client.ts';

/** `bash ◇ blocked → (ncurses-devel) ncurses ✕ failed`. */
function sayPath(path: readonly PathStep[]): string {
  return path.map((step) => `${step.by === null ? '' : `→ ${sayNeed(step.by)}`}${sayStep(step)}`).join(' ');
}

function sayNeed({ kind, capability }: NonNullable<PathStep['by']>): string {
  return kind === 'apart' || kind === 'within' ? '' : `(${capability ?? (kind === 'build-group' ? 'build group' : 'at run time')}) `;
}

function sayStep(step: PathStep): string {
  switch (step.kind) {
    case 'package':
      return `${step.source} ${STATE_WORDS[step.state].glyph} ${STATE_WORDS[step.state].word}`;
    case 'binary':
      return step.nevra;
    case 'missing':
    case 'conflict':
      return `${step.capability}: ${step.words}`;
    case 'cycle':
      return `a cycle of ${step.size} (${step.members.slice(0, 5).join(', ')}${step.size > 5 ? ', …' : ''}): ${step.words}`;
  }
}

export function whyCommand(): Command {
  return new Command('why')
    .description('why a package is in its state: the same sentence as in its drawer, and the path to what holds it up; or why it needs another one')
    .argument('<package>', 'the name of a source package')
    .argument('[needed]', 'another one that it may need')
    .addOption(projectOption())
    .addOption(jsonOption())
    .action((source: string, needed: string | undefined, { project, json }: ProjectOption & JsonOption) =>
      withClient(project, async (client) => {
        if (needed !== undefined) {
          const found = await client.call('plan.paths', { from: source, to: needed });
          if (json) print(JSON.stringify(found, null, 2));
          else print([found.why, ...found.paths.map((path) => `  ${sayPath(path)}`), ...(found.more > 0 ? [`  and ${found.more} more like these`] : [])].join('\n'));
          return;
        }
        const { state, why, blockerPaths, faults, holdsUp, verdict, owner, attempts } = await client.call('package.describe', { source });
        const causal = state === 'failed' ? (attempts.find(({ scratch }) => !scratch)?.causal ?? null) : null;
        if (json) { print(JSON.stringify({ source, state, why, blockerPaths, faults, holdsUp, verdict, owner, causal }, null, 2)); return; }
        print(`${STATE_WORDS[state].glyph} ${source}: ${STATE_WORDS[state].word}. ${why}`);
        if (causal !== null) print(`    ${causal.line}: ${causal.text}`);
        for (const { path, against } of faults) for (const chain of [path, against]) if (chain.length > 0) print(`  ${chain.join(' → ')}`);
        for (const path of blockerPaths) print(`  ${path.map((each) => `${STATE_WORDS[each.state].glyph} ${each.source}`).join(' → ')}`);
        if (holdsUp > 0) print(`  It holds up ${holdsUp} ${holdsUp === 1 ? 'package' : 'packages'}.`);
        if (verdict !== null) print(`  Verdict: ${verdict.failureClass}${verdict.note === '' ? '' : `: ${verdict.note}`}${verdict.stands ? '' : ' (of an earlier failure)'}`);
        if (owner !== null) print(`  ${owner} looks after it.`);
      }),
    );
}
