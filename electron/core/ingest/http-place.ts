import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Checksum, RepomdRecord } from '#shared/rpm/repodata/repomd.ts';
import { problemOf, ProblemError } from '#shared/vocabulary/problem.ts';
import { hasChecksum } from './checksum-file.ts';
import { stepsOfHref } from './href.ts';
import { httpGet } from './http-get.ts';
import type { IngestRun } from './ingest-options.ts';
import type { Place } from './place.ts';

/**
 * A repository on a web server. Files are kept in the cache under their checksum, so each content is fetched once, whichever
 * repository names it. A file gets that name only when it is whole and verified.
 */
export class HttpPlace implements Place {
  private readonly location: string;
  private readonly base: URL;
  private readonly run: IngestRun;

  constructor(location: string, url: URL, run: IngestRun) {
    this.location = location;
    this.base = new URL(url.href.replace(/[?#].*$/s, '').replace(/\/*$/, '/'));
    this.run = run;
  }

  async index(): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    await this.fetch('repodata/repomd.xml', this.run.limits.indexBytes, (chunk) => chunks.push(chunk));
    return Buffer.concat(chunks);
  }

  async obtain(record: RepomdRecord): Promise<string> {
    const folder = join(this.run.cacheFolder, 'downloads');
    const path = join(folder, nameOf(record.checksum));
    if (await isGood(path, record.checksum, this.run.signal)) return path;
    await mkdir(folder, { recursive: true });
    const part = `${path}.${randomUUID()}.part`;
    try {
      await this.download(record, part);
      await rename(part, path);
    } finally {
      await rm(part, { force: true });
    }
    return path;
  }

  private async download(record: RepomdRecord, part: string): Promise<void> {
    const { run } = this;
    const hash = createHash(record.checksum.algorithm);
    const bytesMax = Math.min(run.limits.fileBytes, record.bytes ?? Infinity);
    run.expect(record.bytes ?? 0);
    const file = createWriteStream(part, { flags: 'wx', flush: true });
    await this.fetch(record.href, bytesMax, (chunk) => {
      hash.update(chunk);
      run.advance('fetch', this.location, chunk.length);
    }, file);
    if (hash.digest('hex') !== record.checksum.hex) {
      throw new ProblemError('bad-input', `${record.href} of ${this.location} came with another checksum than the one in repomd.xml: try again later, a mirror may be in the middle of an update.`, `${record.checksum.algorithm} ${record.checksum.hex}`);
    }
  }

  /** Fetches a file of the repository, shows each chunk, and writes it to `file` if there is one. */
  private async fetch(href: string, bytesMax: number, onChunk: (chunk: Uint8Array) => void, file?: NodeJS.WritableStream): Promise<void> {
    const url = new URL(stepsOfHref(this.location, href).map(encodeURIComponent).join('/'), this.base);
    const { location } = this;
    const watch = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      let bytes = 0;
      for await (const chunk of source) {
        bytes += chunk.length;
        if (bytes > bytesMax) throw new ProblemError('limit', `${href} of ${location} is longer than ${bytesMax} bytes.`);
        onChunk(chunk);
        if (file !== undefined) yield chunk;
      }
    };
    try {
      const answer = await httpGet(url, this.run.signal);
      if (file === undefined) await pipeline(answer, watch, drain, { signal: this.run.signal });
      else await pipeline(answer, watch, file, { signal: this.run.signal });
    } catch (thrown) {
      file?.end();
      throw this.asProblem(thrown, url);
    }
  }

  private asProblem(thrown: unknown, url: URL): unknown {
    if (thrown instanceof ProblemError || problemOf(thrown).code === 'cancelled') return thrown;
    return new ProblemError('unreachable', `${url.href} broke off while it was being fetched.`, thrown instanceof Error ? thrown.message : undefined);
  }
}

/** Ends a pipeline whose chunks were looked at on the way. */
async function drain(source: AsyncIterable<Buffer>): Promise<void> {
  const chunks = source[Symbol.asyncIterator]();
  while ((await chunks.next()).done !== true);
}

function nameOf(checksum: Checksum): string {
  return `${checksum.algorithm}-${checksum.hex}`;
}

/** Whether the cache has this file; one that has rotted is fetched again. */
async function isGood(path: string, checksum: Checksum, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    return await hasChecksum(path, checksum, signal);
  } catch (thrown) {
    if (signal?.aborted === true) throw thrown;
    return false;
  }
}
