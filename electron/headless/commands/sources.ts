import { Command } from 'commander';

import type { SourceRow } from '#shared/contract/schemas/project.ts';
import { sayFound } from '#shared/port/source-words.ts';

import { jsonOption, print, projectOption, type JsonOption, type ProjectOption } from './project-option.ts';
import { withClient } from './with-client.ts';

export function sourcesCommand(): Command {
  return new Command('sources')
    .description('what was found in each place that sources come from, and what is wrong there')
    .addOption(projectOption())
    .addOption(jsonOption())
    .action(({ project, json }: ProjectOption & JsonOption) =>
      withClient(project, async (client) => {
        const { sources } = await client.call('project.describe', {});
        if (json) print(JSON.stringify(sources, null, 2));
        else print(describeSources(sources));
      }),
    );
}

function describeSources(sources: readonly SourceRow[]): string {
  if (sources.length === 0) return 'No sources yet. Name some under “sources” in portolan.yaml.';
  return sources
    .flatMap(({ kind, location, found, problems }) => [`${kind}  ${location}: ${sayFound(found, problems.length)}`, ...problems.map(({ message, detail }) => `    ${message}${detail === undefined ? '' : ` (${detail})`}`)])
    .join('\n');
}
