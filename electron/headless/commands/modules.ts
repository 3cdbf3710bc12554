import { Command } from 'commander';

import type { StreamRow } from '#shared/contract/schemas/streams.ts';

import { jsonOption, print, projectOption, type JsonOption, type ProjectOption } from './project-option.ts';
import { withClient } from './with-client.ts';

export function modulesCommand(): Command {
  return new Command('modules')
    .description('the streams of modules, which of them are active, and what it takes to build one')
    .argument('[stream]', 'one stream (perl:5.30) with its components in build order')
    .addOption(projectOption())
    .addOption(jsonOption())
    .action((wanted: string | undefined, { project, json }: ProjectOption & JsonOption) =>
      withClient(project, async (client) => {
        const streams = (await client.call('plan.streams', {})).filter(({ module, stream }) => wanted === undefined || `${module}:${stream}` === wanted);
        if (json) print(JSON.stringify(streams, null, 2));
        else if (streams.length === 0) print(wanted === undefined ? 'No repository of this port has modules.' : `No repository of this port has the stream ${wanted}.`);
        else print(streams.map(wanted === undefined ? sayShort : sayLong).join('\n'));
      }),
    );
}

function sayShort({ module, stream, active, order, notForArch }: StreamRow): string {
  const components = order.flat().length;
  return `${active ? '*' : ' '} ${module}:${stream}  ${components} source package${components === 1 ? '' : 's'}${notForArch.length === 0 ? '' : `, ${notForArch.length} more not for this architecture`}`;
}

function sayLong(row: StreamRow): string {
  const { module, stream, version, active, dist, enabled, order, notForArch } = row;
  return [
    `${module}:${stream}, version ${version}, ${active ? 'active' : 'not active'}`,
    `  %dist: ${dist ?? 'unknown'}`,
    `  enabled while it is built: ${enabled.join(', ')}`,
    ...order.map((components, index) => `  ${index + 1}. ${components.join(' ')}`),
    ...(notForArch.length === 0 ? [] : [`  not for this architecture: ${notForArch.join(' ')}`]),
  ].join('\n');
}
