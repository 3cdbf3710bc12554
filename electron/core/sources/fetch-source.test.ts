import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { lookasideAddresses } from '#shared/rpm/distgit/lookaside-address.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import type { AptArchive } from './apt-archive.ts';
import { cachedPath } from './cache.ts';
import { sourceFetcher } from './fetch-source.ts';
import type { FetchProgress, SourceFile } from './source-file.ts';

const BODY = Buffer.from('a tarball, to whoever does not look too closely\n'.repeat(4000));
const PIN = createHash('sha256').update(BODY).digest('hex');
const nowhere: AptArchive = { fetch: () => Promise.reject(new ProblemError('not-found', 'The archive has another version.')) };

let cacheFolder: string;
let handler: (request: IncomingMessage, response: ServerResponse) => void;
let url: string;
const server = createServer((request, response) => handler(request, response));
let asked: (string | undefined)[];

beforeEach(async () => {
  cacheFolder = mkdtempSync(join(tmpdir(), 'portolan-sources-'));
  asked = [];
  handler = (request, response) => {
    asked.push(request.headers.range);
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (start >= BODY.length) {
      response.writeHead(416).end();
      return;
    }
    response.writeHead(start > 0 ? 206 : 200, { 'content-length': BODY.length - start }).end(BODY.subarray(start));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  url = `http://127.0.0.1:${address.port}/x-1.tar.gz`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(cacheFolder, { recursive: true, force: true });
});

function source(over: Partial<SourceFile> = {}): SourceFile {
  return { file: 'x-1.tar.gz', pins: ['0'.repeat(64), PIN], url, debianSource: { name: 'x', version: '1-1' }, ...over };
}

function fetchIt(over: Partial<SourceFile> = {}, archive = nowhere, allowNetwork = true, signal = new AbortController().signal, seen: FetchProgress[] = []): Promise<string> {
  return sourceFetcher(archive).fetch(source(over), { cacheFolder, signal, allowNetwork, onProgress: (progress) => seen.push(progress) });
}

async function problemCodeOf(promise: Promise<unknown>): Promise<string> {
  const thrown: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return thrown instanceof ProblemError ? `${thrown.problem.code}: ${thrown.message}` : String(thrown);
}

describe('a fetched source', () => {
  it('comes from the address when the archive lacks it, under the name the spec uses, and from the cache ever after', async () => {
    const seen: FetchProgress[] = [];
    const path = await fetchIt({}, nowhere, true, new AbortController().signal, seen);
    expect(readFileSync(path)).toEqual(BODY);
    expect(basename(path)).toBe('x-1.tar.gz');
    expect(seen.at(-2)).toEqual({ file: 'x-1.tar.gz', step: 'address', received: BODY.length, total: BODY.length });
    expect(await fetchIt({}, nowhere, false)).toBe(path);
    expect(asked).toHaveLength(1);
  });

  it('comes from the archive first, which leaves the address alone', async () => {
    const archive: AptArchive = {
      fetch: () => {
        const path = join(cacheFolder, 'x_1.orig.tar.xz');
        writeFileSync(path, BODY);
        return Promise.resolve(path);
      },
    };
    expect(await fetchIt({}, archive)).toBe(cachedPath(cacheFolder, PIN, 'x-1.tar.gz'));
    expect(asked).toHaveLength(0);
  });

  it('is never downloaded unasked', async () => {
    expect(await problemCodeOf(fetchIt({}, nowhere, false))).toMatch(/^not-allowed: x-1\.tar\.gz is not in the cache/);
    expect(asked).toHaveLength(0);
  });

  it('goes on where a broken connection left it', async () => {
    const whole = handler;
    handler = (_request, response) => {
      response.writeHead(200, { 'content-length': BODY.length });
      response.write(BODY.subarray(0, 50_000));
    };
    const cut = sourceFetcher(nowhere).fetch(source(), { cacheFolder, signal: new AbortController().signal, allowNetwork: true, onProgress: () => server.closeAllConnections() });
    expect(await problemCodeOf(cut)).toMatch(/^unreachable: x-1\.tar\.gz could not be fetched\. The archive has another version\./);
    handler = whole;
    expect(readFileSync(await fetchIt())).toEqual(BODY);
    expect(asked).toEqual([expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
  });

  it('starts anew when the server knows no ranges', async () => {
    mkdirSync(join(cacheFolder, 'partial'), { recursive: true });
    writeFileSync(join(cacheFolder, 'partial', `address-${createHash('sha256').update(url).digest('hex')}`), 'left over');
    handler = (_request, response) => response.end(BODY);
    expect(readFileSync(await fetchIt())).toEqual(BODY);
  });

  it('is refused and thrown away when its digest is not pinned', async () => {
    handler = (_request, response) => response.end('something else');
    expect(await problemCodeOf(fetchIt({ debianSource: undefined }))).toMatch(/^conflict: .*not the pinned file/);
    handler = (_request, response) => response.end(BODY);
    expect(readFileSync(await fetchIt({ debianSource: undefined }))).toEqual(BODY);
  });

  it('is fetched again when its copy in the cache has rotted', async () => {
    const path = await fetchIt();
    writeFileSync(path, 'rotten');
    expect(await problemCodeOf(fetchIt({}, nowhere, false))).toMatch(/^not-allowed/);
    expect(existsSync(path)).toBe(false);
    expect(readFileSync(await fetchIt())).toEqual(BODY);
  });

  it('says so when cancelled, and keeps what arrived', async () => {
    const controller = new AbortController();
    handler = (_request, response) => {
      response.writeHead(200, { 'content-length': BODY.length });
      response.write(BODY.subarray(0, 20_000));
    };
    const going = sourceFetcher(nowhere).fetch(source(), {
      cacheFolder,
      signal: controller.signal,
      allowNetwork: true,
      onProgress: (progress) => {
        if (progress.step === 'address') controller.abort();
      },
    });
    expect(await problemCodeOf(going)).toMatch(/^cancelled: /);
  });

  it('of a dist-git tree comes from the first look-aside cache that has it, by the digest that its distribution goes by', async () => {
    const paths: (string | undefined)[] = [];
    const whole = handler;
    handler = (request, response) => {
      paths.push(request.url);
      if (request.url?.startsWith('/two/') === true) whole(request, response);
      else if (request.url?.startsWith('/one/') === true) response.end('not what it is called');
      else response.writeHead(404).end();
    };
    const base = url.replace(/\/[^/]*$/, '');
    for (const hashType of ['md5', 'sha1', 'sha512'] as const) {
      const pin = createHash(hashType).update(BODY).digest('hex');
      const templates = ['/none/{hash}', '/one/{name}/{branch}/{hash}', '/two/{name}/{file}/{hashtype}/{hash}/{file}'].map((path) => base + path);
      const lookaside = lookasideAddresses(templates, { name: 'x', branch: 'c8', hash: pin, hashType, file: 'x-1.tar.gz' });
      const path = await fetchIt({ pins: [pin], url: undefined, debianSource: undefined, lookaside });
      expect(path).toBe(cachedPath(cacheFolder, pin, 'x-1.tar.gz'));
      expect(readFileSync(path)).toEqual(BODY);
      expect(paths.splice(0)).toEqual([`/none/${pin}`, `/one/x/c8/${pin}`, `/two/x/x-1.tar.gz/${hashType}/${pin}/x-1.tar.gz`]);
    }
    handler = (_request, response) => response.end('not what it is called');
    const pin = '0'.repeat(40);
    expect(await problemCodeOf(fetchIt({ pins: [pin], url: undefined, debianSource: undefined, lookaside: [`${base}/${pin}`] }))).toMatch(/^conflict: .*was thrown away/);
  });

  it('of a look-aside cache goes on where a broken connection left it', async () => {
    const whole = handler;
    handler = (_request, response) => {
      response.writeHead(200, { 'content-length': BODY.length });
      response.write(BODY.subarray(0, 50_000));
    };
    const wanted = source({ pins: [createHash('sha1').update(BODY).digest('hex')], url: undefined, debianSource: undefined, lookaside: [url] });
    const cut = sourceFetcher(nowhere).fetch(wanted, { cacheFolder, signal: new AbortController().signal, allowNetwork: true, onProgress: () => server.closeAllConnections() });
    expect(await problemCodeOf(cut)).toMatch(/^unreachable: /);
    handler = whole;
    expect(readFileSync(await fetchIt(wanted))).toEqual(BODY);
    expect(asked).toEqual([expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
  });

  it('needs a pin and a place', async () => {
    expect(await problemCodeOf(fetchIt({ pins: [] }))).toMatch(/^bad-input: .*no pinned digest/);
    expect(await problemCodeOf(fetchIt({ url: undefined, debianSource: undefined }))).toMatch(/^not-found: Nothing says where/);
    handler = (_request, response) => response.writeHead(404).end();
    expect(await problemCodeOf(fetchIt())).toMatch(/^unreachable: .*does not give x-1\.tar\.gz/);
  });
});
