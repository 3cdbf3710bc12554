import { open } from 'node:fs/promises';

import { parseRpmHeader, type RpmHeader } from '#shared/rpm/header/rpm-header.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

/** Most headers are shorter than this many bytes. */
const FIRST = 64 * 1024;
/** A kernel's or a language pack's header with tens of thousands of files has some megabytes. */
const MAX_HEADER = 64 * 1024 * 1024;
/** Lead, signature and header: asked for at most so often. */
const STEPS = 4;

export interface RpmHead {
  readonly header: RpmHeader;
  readonly signature: RpmHeader;
}

/** Reads the head of an RPM file, and nothing behind it. Throws a ProblemError that begins with `name`: `bad-input` for what is no whole RPM, `limit` for one that claims too much. */
export async function readRpmHead(path: string, name: string): Promise<RpmHead> {
  await using file = await open(path, 'r');
  const { size } = await file.stat();
  let wanted = FIRST;
  for (let step = 0; step < STEPS; step++) {
    const bytes = new Uint8Array(Math.min(wanted, size));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    const parsed = parseRpmHeader(bytes.subarray(0, bytesRead));
    if (!parsed.ok) throw new ProblemError(parsed.error.code, `${name}: ${parsed.error.message}`);
    if (parsed.value.kind === 'whole') return parsed.value;
    if (parsed.value.bytes > MAX_HEADER) throw new ProblemError('limit', `${name}: its header claims ${parsed.value.bytes} bytes.`);
    if (parsed.value.bytes > size) break;
    wanted = parsed.value.bytes;
  }
  throw new ProblemError('bad-input', `${name} ends before its header does; fetch it again.`);
}
