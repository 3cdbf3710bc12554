import { Command, Option } from 'commander';

import type { Client } from '#shared/contract/client.ts';
import type { CycleCut, CycleDetail, CycleList } from '#shared/contract/schemas/cycles.ts';
import { CYCLE_GRAPHS, type CycleGraph } from '#shared/plan/cycles/cycle.ts';

import { jsonOption, print, projectOption, type JsonOption, type ProjectOption } from './project-option.ts';
import { withClient } from './with-client.ts';

interface CyclesOptions extends ProjectOption, JsonOption {
  readonly graph: CycleGraph;
  readonly cuts: string;
}

export function cyclesCommand(): Command {
  return new Command('cycles')
    .description('which packages need each other all round, and how each cycle could be cut')
    .argument('[member]', 'only the cycle that this source package is in')
    .addOption(new Option('--graph <edges>', 'what closes a cycle: BuildRequires alone, or what buildroots hold').choices(CYCLE_GRAPHS).default('closure'))
    .addOption(new Option('--cuts <count>', 'so many ways to cut each').default('10'))
    .addOption(projectOption())
    .addOption(jsonOption())
    .action((member: string | undefined, { project, json, graph, cuts }: CyclesOptions) =>
      withClient(project, async (client) => {
        const list = await client.call('cycles.list', {});
        const keys = member === undefined ? list.cycles.filter((row) => row.graph === graph).map(({ key }) => key) : [member];
        const details = await describeAll(client, graph, keys);
        if (json) print(JSON.stringify({ cycles: details, selfCycles: list.selfCycles }, null, 2));
        else print([...details.map((detail) => sayDetail(detail, Math.max(0, Math.floor(Number(cuts)) || 0))), ...(member === undefined ? [saySelf(list)] : [])].join('\n\n'));
      }),
    );
}

async function describeAll(client: Client, graph: CycleGraph, keys: readonly string[]): Promise<readonly CycleDetail[]> {
  const details: CycleDetail[] = [];
  for (const member of keys) details.push(await client.call('cycles.describe', { graph, member }));
  return details;
}

function sayCut(cut: CycleCut): string {
  const effect = cut.effect === null ? '' : `frees ${cut.effect.freed}, largest after ${cut.effect.largest}; `;
  const where = cut.where.slice(0, 3).map(({ file, line, dependency, suspicion }) => `\n      ${file}:${line} ${dependency}${suspicion === null ? '' : ` (suspicion: ${suspicion.why})`}`);
  return `    ${cut.words}: ${effect}${cut.applied ? 'applied already' : cut.cost}${where.join('')}`;
}

function sayDetail({ row, sentence, cuts, proposed, opening }: CycleDetail, most: number): string {
  const shown = cuts.slice(0, most);
  return [
    `Cycle of ${row.key}: ${sentence}`,
    ...(shown.length === 0 ? [] : ['  By itself:', ...shown.map(sayCut), ...(cuts.length > shown.length ? [`    … and ${cuts.length - shown.length} more (--json has all)`] : [])]),
    `  Proposed: ${proposed.sentence}`,
    ...proposed.cuts.slice(0, most).map((cut, index) => `    ${cut.words} (largest after it: ${proposed.largestAfter[index] ?? 0})`),
    ...(proposed.cuts.length > most ? [`    … and ${proposed.cuts.length - most} more`] : []),
    ...(opening.cuts.length === 0 ? [] : [`  What stays closed would open with: ${opening.cuts.flatMap(({ sources }) => sources).slice(0, 40).join(', ')}${opening.cuts.length > 40 ? ', …' : ''}`]),
  ].join('\n');
}

function saySelf({ cycles, selfCycles }: CycleList): string {
  const none = cycles.length === 0 ? 'No packages need each other all round.\n' : '';
  return `${none}${selfCycles.length === 0 ? 'No package needs itself.' : `${selfCycles.length} need themselves: ${selfCycles.join(', ')}`}`;
}
