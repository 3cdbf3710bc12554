import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { AttemptId } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';
import type { BuilderLine } from '../builders/builder-link.ts';
import { callLines, isScriptGone, overLine, scriptGone, verbFailed } from './call.ts';
import { afterHeader, count, parseResults } from './reply.ts';
import type { ExpectedIdentity, JobResults, ResultRpm } from './types.ts';
import { verifyResults, type Refusal } from './verify.ts';

export interface CollectRequest {
  readonly attempt: AttemptId;
  /** Folder on this machine for files by digest; made where it is missing. */
  readonly cache: string;
  readonly expected: ExpectedIdentity | null;
  readonly architectures: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

export type CollectOutcome =
  | { readonly kind: 'collected'; readonly results: JobResults }
  /** The files are not what was asked for; none was fetched. */
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly rpms: readonly ResultRpm[] };

const DAMAGED_TRIES = 2;

/** Why the results of an attempt that succeeded are not what was asked for; null: they are. Fetches nothing: what a scratch build made is thrown away. */
export async function judgeJob(line: BuilderLine, { attempt, expected, architectures, signal }: Omit<CollectRequest, 'cache'>): Promise<Refusal | null> {
  const { rpms } = parseResults(await callLines(line, 'results', [attempt], { signal }));
  return verifyResults(rpms, expected, architectures);
}

/** Fetches the RPMs of an attempt that succeeded, each verified by its digest. Again: fetches what is still missing only. */
export async function collectJob(line: BuilderLine, request: CollectRequest): Promise<CollectOutcome> {
  const { rpms, buildroot } = parseResults(await callLines(line, 'results', [request.attempt], { signal: request.signal }));
  const refusal = verifyResults(rpms, request.expected, request.architectures);
  if (refusal !== null) return { kind: 'refused', refusal, rpms };
  await mkdir(request.cache, { recursive: true });
  const fetched: (ResultRpm & { path: string })[] = [];
  for (const rpm of rpms) fetched.push({ ...rpm, path: await fetchOnce(line, request, rpm) });
  return { kind: 'collected', results: { rpms: fetched, buildroot } };
}

async function fetchOnce(line: BuilderLine, request: CollectRequest, rpm: ResultRpm): Promise<string> {
  const path = join(request.cache, rpm.sha256);
  if ((await sizeOf(path)) === rpm.size) return path;
  // The attempt's name in it: two that made the same file at once do not write into one another's.
  const part = `${path}.${request.attempt}.part`;
  for (let tries = 1; ; tries += 1) {
    await overLine(line, request.signal, (builder) => fetchRest(line, builder, request, rpm, part));
    if ((await digestOf(part)) === rpm.sha256) break;
    await rm(part, { force: true });
    if (tries >= DAMAGED_TRIES) throw new ProblemError('internal', `${rpm.file} does not arrive from ${line.name} as the builder describes it.`);
  }
  await rename(part, path);
  return path;
}

/** From the length of what is here on: a line that is cut costs nothing but the rest. */
async function fetchRest(line: BuilderLine, builder: Parameters<Parameters<typeof overLine>[2]>[0], request: CollectRequest, rpm: ResultRpm, part: string): Promise<void> {
  const offset = await sizeOf(part);
  if (offset > rpm.size) await rm(part, { force: true });
  const from = offset > rpm.size ? 0 : offset;
  if (from === rpm.size && from > 0) return;
  using stream = await builder.connection.execStream(builder.command('fetch', request.attempt, rpm.file, from), { signal: request.signal });
  await append(part, from, bodyOf(stream, rpm.size - from));
  const exit = await stream.exit;
  if (isScriptGone(exit.code)) throw scriptGone(line);
  if (exit.code !== 0) throw verbFailed(line, 'fetch', exit.code, exit.signal, exit.stderr);
}

/**
 * Writes bytes from `from` on, each before the next is asked for: when this rejects, nothing of it is still on its way into
 * the file, so the next try may go on at its length. (A write stream that is destroyed may still have a write under way.)
 */
async function append(path: string, from: number, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, from === 0 ? 'w' : 'r+');
  try {
    let at = from;
    for await (const chunk of bytes) {
      for (let written = 0; written < chunk.length; ) written += (await file.write(chunk, written, chunk.length - written, at + written)).bytesWritten;
      at += chunk.length;
    }
  } finally {
    await file.close();
  }
}

/** The bytes after the `bytes COUNT` line. */
async function* bodyOf(stream: AsyncIterable<Uint8Array>, expected: number): AsyncGenerator<Uint8Array> {
  let head: Buffer | null = Buffer.alloc(0);
  let left = expected;
  for await (const chunk of stream) {
    let bytes: Uint8Array = chunk;
    if (head !== null) {
      head = Buffer.concat([head, chunk]);
      const body = afterHeader(head);
      const end = body?.indexOf(0x0a) ?? -1;
      if (body === null || end < 0) continue;
      const [word, size] = body.toString('utf8', 0, end).split(' ');
      if (word !== 'bytes' || count(size) !== expected) throw new ProblemError('internal', 'A result has another size than the builder said.');
      bytes = body.subarray(end + 1);
      head = null;
    }
    if (bytes.length > left) throw new ProblemError('internal', 'A result is longer than the builder said.');
    left -= bytes.length;
    if (bytes.length > 0) yield bytes;
  }
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    (found) => found.size,
    () => 0,
  );
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
