import { createReadStream } from 'node:fs';
import { ProblemError } from '#shared/vocabulary/problem.ts';
import type { BuilderLine } from '../builders/builder-link.ts';
import { callVerb } from './call.ts';
import type { InputFile } from './types.ts';

const AT_ONCE = 3;

/** Puts files into the builder's cache. What is there already has no effect there, but is sent all the same: ask first. */
export async function upload(line: BuilderLine, files: readonly Pick<InputFile, 'sha256' | 'size' | 'path' | 'name'>[], signal?: AbortSignal): Promise<void> {
  const waiting = [...files];
  const work = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const { path, sha256, size } = file;
      await callVerb(line, 'put', [sha256, size], { stdin: () => createReadStream(path), signal });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** The files that an answer names with `missing SHA256`. Throws where the builder asks for something that was never offered. */
export function missingFiles<File extends { readonly sha256: string }>(lines: readonly (readonly string[])[], offered: readonly File[]): File[] {
  return lines
    .filter(([word]) => word === 'missing')
    .map(([, digest = '']) => {
      const file = offered.find((candidate) => candidate.sha256 === digest);
      if (file === undefined) throw new ProblemError('internal', 'A builder asks for a file that this job does not have.', digest);
      return file;
    });
}
