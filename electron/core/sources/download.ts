import { createHash } from 'node:crypto';
import { mkdir, open, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { ProblemError } from '#shared/vocabulary/problem.ts';

import type { FetchOptions } from './source-file.ts';

/** No source tarball of a distribution is larger. */
const MAX_BYTES = 4 * 1024 ** 3;
/** Without a byte for this long the other side counts as gone (milliseconds). */
const SILENCE = 60_000;

/**
 * Downloads `url` into the cache folder's `partial/` and returns the path. What an earlier try left is continued with a
 * Range request where the server allows it. Throws a ProblemError; the digest is the caller's to check.
 */
export async function download(url: string, file: string, options: FetchOptions): Promise<string> {
  const folder = join(options.cacheFolder, 'partial');
  await mkdir(folder, { recursive: true });
  const path = join(folder, `address-${createHash('sha256').update(url).digest('hex')}`);
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), SILENCE);
  try {
    const had = await bytesOf(path);
    const response = await fetch(url, {
      signal: AbortSignal.any([options.signal, silence.signal]),
      // Compression in transit would make lengths and offsets disagree.
      headers: { 'accept-encoding': 'identity', ...(had > 0 ? { range: `bytes=${had}-` } : {}) },
    });
    // 416: nothing is left to send, the file was complete.
    if (response.status === 416 && had > 0) return path;
    if (!response.ok || response.body === null) throw new ProblemError('not-found', `${hostOf(url)} does not give ${file}.`, `HTTP ${response.status} for ${url}`);
    const start = response.status === 206 ? had : 0;
    const total = totalOf(response, start);
    let received = start;
    await using target = await open(path, start > 0 ? 'a' : 'w');
    for await (const chunk of response.body) {
      timer.refresh();
      const piece = bytesIn(chunk);
      if (received + piece.length > MAX_BYTES) throw new ProblemError('limit', `${file} is larger than 4 GiB and was not fetched to its end.`);
      await target.writeFile(piece);
      received += piece.length;
      // What was reported is on the disk, so a later try can go on from here.
      options.onProgress?.({ file, step: 'address', received, total });
    }
    return path;
  } catch (thrown) {
    if (thrown instanceof ProblemError || options.signal.aborted) throw thrown;
    throw new ProblemError('unreachable', `${hostOf(url)} could not be reached for ${file}.`, reasonOf(thrown));
  } finally {
    clearTimeout(timer);
  }
}

async function bytesOf(path: string): Promise<number> {
  return stat(path).then(
    (found) => found.size,
    () => 0,
  );
}

/** fetch's type says any; the standard says bytes. */
function bytesIn(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  throw new TypeError('A body is made of bytes.');
}

function totalOf(response: Response, start: number): number | undefined {
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  return Number.isSafeInteger(length) ? start + length : undefined;
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? url;
}

function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return thrown.cause instanceof Error ? `${thrown.message}: ${thrown.cause.message}` : thrown.message;
}
