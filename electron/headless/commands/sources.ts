import { Command } from 'commander';

import type { Output } from '#shared/contract/contract.ts';
import type { SourceRow } from '#shared/contract/schemas/project.ts';
import { sayFound } from '#shared/port/source-words.ts';

import { jsonOption, print, projectOption, type JsonOption, type ProjectOption } from './project-option.ts';
import { withClient } from './with-client.ts';

export function sourcesCommand(): Command {
  return new Command('sources')
    .description('what was found in each place that sources come from, and what is wrong there')
    .addOption(projectOption())
    .option('--differences', 'the packages whose BuildRequires are others for the target than elsewhere', false)
    .addOption(jsonOption())
    .action(({ project, json, differences }: ProjectOption & JsonOption & { readonly differences: boolean }) =>
      withClient(project, async (client) => {
        if (differences) {
          const found = await client.call('plan.differences', {});
          if (json) print(JSON.stringify(found, null, 2));
          else print(describeDifferences(found));
          return;
        }
        const { sources } = await client.call('project.describe', {});
        if (json) print(JSON.stringify(sources, null, 2));
        else print(describeSources(sources));
      }),
    );
}

function describeSources(sources: readonly SourceRow[]): string {
  if (sources.length === 0) return 'No sources yet. Name some under “sources” in portolan.yaml.';
  return sources
    .flatMap(({ kind, location, found, problems }) => [`${kind}  ${location}: ${sayFound(found, problems.length)}`, ...problems.map(({ message, detail }) => `    ${message}${detail === undefined ? '' : ` (${detail.replace(/\s*\n\s*/g, ' · ')})`}`)])
    .join('\n');
}

function describeDifferences(found: Output<'plan.differences'>): string {
  if (found.length === 0) return 'No package has other BuildRequires for the target. What is compared: “compare” of the target in portolan.yaml, and SRPMs of the same name.';
  return found
    .flatMap(({ source, than, otherEvr, added, removed }) => [`${source}, other than ${than}${otherEvr === null ? '' : ` (${otherEvr})`}`, ...added.map((each) => `    + ${each}`), ...removed.map((each) => `    - ${each}`)])
    .join('\n');
}
