import { open } from 'node:fs/promises';

import { readRpmHeader } from '#shared/rpm/header/rpm-header.ts';
import { sourceOfHeader } from '#shared/rpm/header/source-header.ts';
import type { SourcePackage } from '#shared/rpm/package.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

/** Most headers of SRPMs are shorter than this many bytes. */
const FIRST = 64 * 1024;
/** Lead, signature and header: asked for at most so often. */
const STEPS = 4;

/** Reads the source package that an SRPM's header describes; nothing but the header is read. Throws a ProblemError that begins with `name`. */
export async function readSrpm(path: string, name: string): Promise<SourcePackage> {
  await using file = await open(path, 'r');
  const { size } = await file.stat();
  let wanted = FIRST;
  for (let step = 0; step < STEPS; step++) {
    const bytes = new Uint8Array(Math.min(wanted, size));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    const read = readRpmHeader(bytes.subarray(0, bytesRead), name);
    if (!read.ok) throw new ProblemError(read.error.code, read.error.message);
    if (read.value.kind === 'header') {
      const source = sourceOfHeader(read.value.header, name);
      if (!source.ok) throw new ProblemError(source.error.code, source.error.message);
      return source.value;
    }
    if (read.value.bytes > size) break;
    wanted = read.value.bytes;
  }
  throw new ProblemError('bad-input', `${name} ends before its header does; fetch it again.`);
}
