import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { Command } from 'commander';

import type { StreamRow } from '#shared/contract/schemas/streams.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';
import { streamProject } from '#electron/core/project/stream-project.ts';

import { jsonOption, print, projectOption, type JsonOption, type ProjectOption } from './project-option.ts';
import { withClient } from './with-client.ts';

export function modulesCommand(): Command {
  return new Command('modules')
    .description('the streams of modules, which of them are active, and what it takes to build one')
    .argument('[stream]', 'one stream (perl:5.30) with its components in build order')
    .option('--as-project <folder>', 'make a project that ports this stream alone: its components in build order, under its %dist, with the streams that it is built with')
    .addOption(projectOption())
    .addOption(jsonOption())
    .action((wanted: string | undefined, { project, json, asProject }: ProjectOption & JsonOption & { readonly asProject?: string }) =>
      withClient(project, async (client) => {
        const all = await client.call('plan.streams', {});
        if (asProject !== undefined) {
          print(await makeProject(all, wanted, resolve(project), resolve(asProject)));
          return;
        }
        const streams = all.filter(({ module, stream }) => wanted === undefined || `${module}:${stream}` === wanted);
        if (json) print(JSON.stringify(streams, null, 2));
        else if (streams.length === 0) print(wanted === undefined ? 'No repository of this port has modules.' : `No repository of this port has the stream ${wanted}.`);
        else print(streams.map(wanted === undefined ? sayShort : sayLong).join('\n'));
      }),
    );
}

async function makeProject(all: readonly StreamRow[], wanted: string | undefined, from: string, to: string): Promise<string> {
  const target = all.find(({ module, stream }) => `${module}:${stream}` === wanted);
  if (target === undefined) throw new ProblemError('not-found', wanted === undefined ? 'Say which stream: portolan modules perl:5.30 --as-project FOLDER.' : `No repository of this port has the stream ${wanted}.`);
  const file = join(to, 'portolan.yaml');
  if (existsSync(file)) throw new ProblemError('conflict', `${to} has a project already; nothing was changed.`);
  const named = (rows: readonly StreamRow[]): Set<string> => new Set(rows.map(({ module, stream }) => `${module}:${stream}`));
  const { text, notes } = streamProject(await readFile(join(from, 'portolan.yaml'), 'utf8'), { target, known: named(all), active: named(all.filter(({ active }) => active)), from, to });
  await mkdir(to, { recursive: true });
  await writeFile(file, text, { flag: 'wx' });
  return [`${file} ports ${wanted ?? ''}. Next: portolan plan --project ${to}`, ...notes.map((note) => `  ${note}`)].join('\n');
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
