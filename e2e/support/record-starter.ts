import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { projectPaths } from '#electron/core/project/project-folder.ts';

import { ROOT } from './portolan.ts';

/**
 * `node e2e/support/record-starter.ts FOLDER`: takes what a real builder said of the starter's specs and of its own root,
 * from a project that was opened with emulated builders, into the sample: so that the port is known before a builder is
 * there, and the simulation can answer for its specs.
 */
const folder = process.argv[2];
if (folder === undefined) throw new Error('Name the folder of a starter project that emulated builders have evaluated.');
const { cache } = projectPaths(folder);
const sample = join(ROOT, 'assets', 'samples', 'starter');

const files = (await readdir(join(cache, 'specs'))).filter((name) => name.endsWith('.json')).sort();
const entries = await Promise.all(
  files.map(async (name) => {
    const said: unknown = JSON.parse(await readFile(join(cache, 'specs', name), 'utf8'));
    return [name.replace(/\.json$/, ''), said] as const;
  }),
);
await writeFile(join(sample, 'specs', 'evaluated.json'), `${JSON.stringify(Object.fromEntries(entries), null, 1)}\n`);
const provides = (await readFile(join(cache, 'root-provides.txt'), 'utf8')).split('\n').filter((line) => line !== '');
await writeFile(join(sample, 'root-provides.txt'), `${provides.sort().join('\n')}\n`);
