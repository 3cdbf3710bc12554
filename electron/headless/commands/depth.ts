import { Command } from 'commander';

import type { DepthReport, DepthRow } from '#shared/contract/schemas/depth.ts';
import { sayDepth, sayDepthStep } from '#shared/port/say-depth.ts';

import { jsonOption, print, projectOption, type JsonOption, type ProjectOption } from './project-option.ts';
import { withClient } from './with-client.ts';

/** So many of the shallowest are named; `--json` has them all. */
const NAMED = 20;

export function depthCommand(): Command {
  return new Command('depth')
    .description('how far the repository is from foreign packages: depth 3 is pristine')
    .argument('[source]', 'show the way to its shallowest ancestor')
    .addOption(projectOption())
    .addOption(jsonOption())
    .action((source: string | undefined, { project, json }: ProjectOption & JsonOption) =>
      withClient(project, async (client) => {
        if (source === undefined) {
          const report = await client.call('depth.list', {});
          print(json ? JSON.stringify(report, null, 2) : describeReport(report));
          return;
        }
        const { depth = null } = await client.call('package.describe', { source });
        print(json ? JSON.stringify(depth, null, 2) : depth === null ? `Nothing of ${source} is in the repository.` : describeRow(depth));
      }),
    );
}

function describeRow({ source, depth, pristine, path }: DepthRow): string {
  return [`${source}: ${sayDepth(depth, pristine)}`, ...path.map((step) => `  ${String(step.depth).padStart(3)}  ${sayDepthStep(step)}`)].join('\n');
}

function describeReport({ counts, rows }: DepthReport): string {
  if (rows.length === 0) return 'Nothing is in the repository yet.';
  const pristine = rows.filter((row) => row.pristine).length;
  const lines = counts.map((sources, depth) => `  depth ${depth}: ${sources}`).filter((_, depth) => counts[depth] !== 0);
  const shallow = rows.filter((row) => !row.pristine).slice(0, NAMED);
  const named = shallow.map(({ source, depth, path }) => `  ${source} (${depth}): ${path[1] === undefined ? '' : sayDepthStep(path[1])}`);
  return [`${pristine} of ${rows.length} packages in the repository are pristine`, ...lines, ...(named.length === 0 ? [] : ['The shallowest, and what makes them so:', ...named])].join('\n');
}
