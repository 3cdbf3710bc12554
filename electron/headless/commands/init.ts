import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { Command } from 'commander';

import { ProblemError } from '#shared/vocabulary/problem.ts';

import { ROOT } from '#electron/core/places/own-files.ts';

import { print } from './project-option.ts';

const SAMPLES = join(ROOT, 'assets', 'samples');

export function initCommand(): Command {
  return new Command('init')
    .description('make a project: a folder with portolan.yaml')
    .argument('[folder]', 'where', '.')
    .option('--starter', 'the starter port instead of an empty one', false)
    .action(async (folder: string, { starter }: { readonly starter: boolean }) => {
      const target = resolve(folder);
      if (existsSync(join(target, 'portolan.yaml'))) throw new ProblemError('conflict', `${target} has a project already; nothing was changed.`);
      await cp(join(SAMPLES, starter ? 'starter' : 'empty'), target, { recursive: true, force: false });
      print(`${join(target, 'portolan.yaml')} is ready. Next: portolan serve --project ${target}`);
    });
}
