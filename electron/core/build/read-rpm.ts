import { basename } from 'node:path';

import { fileMarksOf } from '#shared/rpm/file-mark.ts';
import { digestOfHeader, packageOfHeader } from '#shared/rpm/header/binary-header.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import type { DescribedRpm } from '../jobs/types.ts';
import { readRpmHead } from '../rpm-files/read-header.ts';

/** What an RPM file says of itself, and its header's digest; null for what is none (a simulation's). Throws what reading the file throws. */
export async function readRpm(path: string): Promise<(DescribedRpm & { readonly digest: string }) | null> {
  try {
    const { header, signature } = await readRpmHead(path, basename(path));
    const made = packageOfHeader(header);
    return made.ok ? { package: made.value, marks: fileMarksOf(header), digest: digestOfHeader(signature) } : null;
  } catch (thrown) {
    if (thrown instanceof ProblemError) return null;
    throw thrown;
  }
}
