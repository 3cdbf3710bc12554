import { constants } from 'node:fs';
import { copyFile, cp, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { Command } from 'commander';

import { ProblemError } from '#shared/vocabulary/problem.ts';

import { print } from './project-option.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', '..', 'assets', 'samples');

export function initCommand(): Command {
  return new Command('init')
    .description('make a project: a folder with portolan.yaml')
    .argument('[folder]', 'where', '.')
    .option('--starter', 'the starter port instead of an empty one', false)
    .action(async (folder: string, { starter }: { readonly starter: boolean }) => {
      const target = resolve(folder);
      await mkdir(target, { recursive: true });
      try {
        if (starter) await cp(join(SAMPLES, 'starter'), target, { recursive: true, force: false, errorOnExist: true });
        else await copyFile(join(SAMPLES, 'empty', 'portolan.yaml'), join(target, 'portolan.yaml'), constants.COPYFILE_EXCL);
      } catch (thrown) {
        throw new ProblemError('conflict', `${target} has a project already; nothing was changed.`, String(thrown));
      }
      print(`${join(target, 'portolan.yaml')} is ready. Next: portolan serve --project ${target}`);
    });
}
