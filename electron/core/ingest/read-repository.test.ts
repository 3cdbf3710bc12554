import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import zlib from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatDependency } from '#shared/rpm/dependency.ts';
import { dataFolder, haveTool, needs } from '#shared/rpm/testing/tools.ts';
import { problemOf } from '#shared/vocabulary/problem.ts';
import type { IngestProgress } from './ingest-options.ts';
import { readRepositories, readRepository } from './read-repository.ts';

const HAVE_RPMS = haveTool('rpmbuild') && haveTool('createrepo_c');
const REFERENCE = dataFolder('rhel73beta-repodata');

const SPEC = `
Name: alpha
Version: 1.2
Release: 3
Epoch: 1
Summary: The <first> & best
License: MIT
BuildArch: noarch
BuildRequires: gcc >= 8.3, (make or ninja)
Requires: (beta if gamma), /usr/share/alpha/data
Provides: virtual(alpha) = 7
%description
None.
%install
mkdir -p %{buildroot}/usr/bin %{buildroot}/usr/share/alpha
touch %{buildroot}/usr/bin/alpha %{buildroot}/usr/share/alpha/data "%{buildroot}/usr/share/alpha/a & b"
%files
/usr/bin/alpha
/usr/share/alpha
`;

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'portolan-ingest-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;
function freshFolder(): string {
  folders += 1;
  const folder = join(root, `f${folders}`);
  mkdirSync(folder);
  return folder;
}

/** A repository written by hand: one primary, one filelists, true checksums. */
function writeRepository(folder: string, primary: string, filelists = '<filelists/>', change: (repomd: string) => string = (text) => text): void {
  mkdirSync(join(folder, 'repodata'), { recursive: true });
  const record = (type: string, text: string) => {
    const open = Buffer.from(text);
    const packed = zlib.gzipSync(open);
    writeFileSync(join(folder, 'repodata', `${type}.xml.gz`), packed);
    const hex = createHash('sha256').update(packed).digest('hex');
    return `<data type="${type}"><checksum type="sha256">${hex}</checksum><location href="repodata/${type}.xml.gz"/><size>${packed.length}</size><open-size>${open.length}</open-size></data>`;
  };
  const repomd = `<?xml version="1.0"?><repomd xmlns="http://linux.duke.edu/metadata/repo">${record('primary', primary)}${record('filelists', filelists)}</repomd>`;
  writeFileSync(join(folder, 'repodata/repomd.xml'), change(repomd));
}

const ONE = '<metadata><package type="rpm"><name>a</name><arch>noarch</arch><version ver="1" rel="2"/><checksum type="sha256">abc</checksum><format><rpm:requires><rpm:entry name="/usr/share/x"/></rpm:requires></format></package></metadata>';
const FILES = '<filelists><package pkgid="abc" name="a"><file>/usr/share/x</file><file>/usr/share/y</file></package></filelists>';

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'no refusal';
  } catch (thrown) {
    const { code, message } = problemOf(thrown);
    return `${code}: ${message}`;
  }
}

async function serve(folder: string, answer?: (request: http.IncomingMessage, response: http.ServerResponse) => boolean): Promise<{ url: string; asked: string[]; close: () => Promise<void> }> {
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    asked.push(request.url ?? '');
    if (answer?.(request, response) === true) return;
    const path = join(folder, decodeURIComponent(request.url ?? ''));
    if (!existsSync(path)) response.writeHead(404).end();
    // What a badly set up server says of a .gz; the bytes must come as they are all the same.
    else response.writeHead(200, path.endsWith('.gz') ? { 'content-encoding': 'x-gzip' } : {}).end(readFileSync(path));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

describe('readRepository', () => {
  for (const compression of ['gz', 'xz']) {
    it.skipIf(!HAVE_RPMS)(needs(HAVE_RPMS, 'rpmbuild and createrepo_c', `reads what createrepo_c writes (${compression}), binary and source`), async () => {
      const folder = freshFolder();
      writeFileSync(join(folder, 'alpha.spec'), SPEC);
      execFileSync('rpmbuild', ['-ba', '--nodeps', '--define', `_topdir ${folder}`, '--define', `_rpmdir ${folder}`, '--define', `_srcrpmdir ${folder}`, join(folder, 'alpha.spec')], { stdio: 'pipe' });
      execFileSync('createrepo_c', ['--general-compress-type', compression, '--no-database', folder], { stdio: 'pipe' });
      const options = { cacheFolder: join(folder, 'cache') };
      const binary = await readRepository(folder, { ...options, kind: 'binary', files: new Set(['/usr/share/alpha/data', '/usr/share/alpha/a & b', '/none']) });
      const source = await readRepository(pathToFileURL(folder).href, { ...options, kind: 'source' });
      const [alpha] = binary.packages.binaries;
      expect(binary.packages.binaries).toHaveLength(1);
      expect(alpha).toMatchObject({ name: 'alpha', evr: { epoch: 1, version: '1.2', release: '3' }, arch: 'noarch', sourceRpm: 'alpha-1.2-3.src.rpm' });
      expect([...(alpha?.files ?? [])].sort()).toEqual(['/usr/bin/alpha', '/usr/share/alpha/a & b', '/usr/share/alpha/data']);
      expect(alpha?.requires.map(formatDependency).sort()).toEqual(['(beta if gamma)', '/usr/share/alpha/data']);
      expect(alpha?.provides.map((provide) => provide.name).sort()).toEqual(['alpha', 'virtual(alpha)']);
      expect(existsSync(join(folder, binary.packages.binaryFiles[0]?.href ?? ''))).toBe(true);
      expect(source.packages.sources.map(({ name, summary, buildRequires }) => [name, summary, buildRequires.map(formatDependency).sort()])).toEqual([['alpha', 'The <first> & best', ['(make or ninja)', 'gcc >= 8.3']]]);
    });
  }

  it('reads zstd, and refuses what it cannot decompress', async () => {
    const folder = freshFolder();
    writeRepository(folder, ONE, FILES);
    const store = (bytes: Uint8Array, name: string) => {
      writeFileSync(join(folder, 'repodata', name), bytes);
      writeFileSync(join(folder, 'repodata/repomd.xml'), `<repomd><data type="primary"><checksum type="sha512">${createHash('sha512').update(bytes).digest('hex')}</checksum><location href="repodata/${name}"/></data></repomd>`);
    };
    const read = async () => (await readRepository(folder, { cacheFolder: freshFolder(), kind: 'binary' })).packages.binaries.length;
    store(zlib.zstdCompressSync(ONE), 'primary.xml.zst');
    expect(await read()).toBe(1);
    store(Buffer.from(ONE), 'primary.xml');
    expect(await read()).toBe(1);
    store(Buffer.from('BZh9'), 'primary.xml.bz2');
    expect(await refusal(read())).toMatch(/^unsupported: /);
    for (const name of ['primary.xml.zst', 'primary.xml.gz', 'primary.xml.xz']) {
      store(Buffer.from('this is not compressed at all'), name);
      expect([name, await refusal(read())]).toEqual([name, expect.stringMatching(/^bad-input: primary of .* is damaged/)]);
    }
  });

  it('keeps every file when asked for all', async () => {
    const folder = freshFolder();
    writeRepository(folder, ONE, FILES);
    const { packages } = await readRepository(folder, { cacheFolder: freshFolder(), kind: 'binary', files: 'all' });
    expect(packages.binaries[0]?.files).toEqual(['/usr/share/x', '/usr/share/y']);
  });

  it('reads damage of every kind as a clear refusal that names the file', async () => {
    const read = async (primary: string, change?: (repomd: string) => string) => {
      const folder = freshFolder();
      writeRepository(folder, primary, FILES, change);
      return await refusal(readRepository(folder, { cacheFolder: freshFolder(), kind: 'binary', limits: { packages: 2, openBytes: 5000 } }));
    };
    expect(await read(ONE)).toBe('no refusal');
    expect(await read('<metadata><package>')).toMatch(/^bad-input: primary of .* ends in the middle of <package>/);
    expect(await read('<html/>')).toMatch(/^bad-input: primary of .* is no primary\.xml/);
    expect(await read(ONE.replace('<name>a</name>', ''))).toMatch(/^bad-input: primary of .*unnamed\) has no name/);
    expect(await read(`<metadata>${'<package/>'.repeat(3)}</metadata>`)).toMatch(/^bad-input/);
    expect(await read(`<metadata>${' '.repeat(6000)}</metadata>`)).toMatch(/^limit: primary of .* longer than 5000 bytes/);
    expect(await read(ONE, () => 'hello')).toMatch(/^bad-input: repomd\.xml of/);
    expect(await read(ONE, () => '<repomd/>')).toMatch(/^bad-input: .*names no primary/);
    expect(await read(ONE, (text) => text.replace(/sha256">[0-9a-f]{4}/, 'sha256">0000'))).toMatch(/^bad-input: repodata\/primary\.xml\.gz in .* is damaged/);
    expect(await read(ONE, (text) => text.replace('primary.xml.gz', 'nothing.xml.gz'))).toMatch(/^not-found/);
    expect(await refusal(readRepository(join(root, 'nowhere'), { cacheFolder: freshFolder(), kind: 'binary' }))).toMatch(/^not-found: There is no repodata\/repomd\.xml in/);
    expect(await refusal(readRepository('ftp://host/x', { cacheFolder: freshFolder(), kind: 'binary' }))).toMatch(/^unsupported/);
  });

  it('does not leave the repository', async () => {
    for (const href of ['../primary.xml.gz', '/etc/passwd', 'repodata/../../x', 'file:///etc/passwd', 'repodata\\..\\x']) {
      const folder = freshFolder();
      writeRepository(folder, ONE, FILES, (text) => text.replace('repodata/primary.xml.gz', href));
      expect([href, await refusal(readRepository(folder, { cacheFolder: freshFolder(), kind: 'binary' }))]).toEqual([href, expect.stringMatching(/^refused: .*outside of itself/)]);
    }
    const folder = freshFolder();
    const outside = freshFolder();
    writeRepository(outside, ONE);
    writeRepository(folder, ONE, FILES, (text) => text.replace('repodata/primary.xml.gz', 'link.gz'));
    symlinkSync(join(outside, 'repodata/primary.xml.gz'), join(folder, 'link.gz'));
    expect(await refusal(readRepository(folder, { cacheFolder: freshFolder(), kind: 'binary' }))).toMatch(/^refused: .*leads out of it/);
  });

  it('gives the same from the cache, and reads again where the cache is damaged', async () => {
    const folder = freshFolder();
    const cacheFolder = freshFolder();
    writeRepository(folder, ONE, FILES);
    const first = await readRepositories([{ location: folder, kind: 'binary' }], { cacheFolder });
    expect(first[0]?.packages.binaries[0]?.files).toEqual(['/usr/share/x']);
    rmSync(join(folder, 'repodata/primary.xml.gz'));
    rmSync(join(folder, 'repodata/filelists.xml.gz'));
    expect(await readRepositories([{ location: folder, kind: 'binary' }], { cacheFolder })).toEqual(first);
    for (const name of readdirSync(join(cacheFolder, 'parsed'))) {
      const bytes = readFileSync(join(cacheFolder, 'parsed', name));
      bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 1;
      writeFileSync(join(cacheFolder, 'parsed', name), bytes);
    }
    writeRepository(folder, ONE, FILES);
    expect(await readRepositories([{ location: folder, kind: 'binary' }], { cacheFolder })).toEqual(first);
  });
});

describe('keeping results later', () => {
  it('leaves the cache alone until it is called, and then holds the same', async () => {
    const folder = freshFolder();
    const cacheFolder = freshFolder();
    writeRepository(folder, ONE, FILES);
    const kept: (() => Promise<void>)[] = [];
    const first = await readRepositories([{ location: folder, kind: 'binary' }], { cacheFolder, later: (keep) => kept.push(keep) });
    expect(existsSync(join(cacheFolder, 'parsed'))).toBe(false);
    for (const keep of kept) await keep();
    rmSync(join(folder, 'repodata/primary.xml.gz'));
    rmSync(join(folder, 'repodata/filelists.xml.gz'));
    expect(await readRepositories([{ location: folder, kind: 'binary' }], { cacheFolder })).toEqual(first);
  });
});

describe('readRepository over http', () => {
  it('fetches each content once, as it is stored, and says how far it is', async () => {
    const folder = freshFolder();
    writeRepository(folder, ONE, FILES);
    const server = await serve(folder, (request, response) => {
      if (!(request.url ?? '').startsWith('/moved/')) return false;
      response.writeHead(302, { location: (request.url ?? '').replace('/moved', '') }).end();
      return true;
    });
    const cacheFolder = freshFolder();
    const seen: IngestProgress[] = [];
    try {
      const options = { cacheFolder, onProgress: (progress: IngestProgress) => seen.push(progress) };
      const [one] = await readRepositories([{ location: `${server.url}/moved`, kind: 'binary' }], options);
      expect(one?.packages.binaries[0]?.files).toEqual(['/usr/share/x']);
      expect(server.asked.filter((path) => path === '/repodata/primary.xml.gz')).toHaveLength(1);
      await readRepository(server.url, { ...options, kind: 'source' });
      expect(server.asked.filter((path) => path === '/repodata/primary.xml.gz')).toHaveLength(1);
    } finally {
      await server.close();
    }
    expect(new Set(seen.map(({ phase }) => phase))).toEqual(new Set(['index', 'fetch', 'packages', 'files']));
    expect(seen.every(({ doneBytes, totalBytes }) => doneBytes <= totalBytes)).toBe(true);
    expect(readdirSync(join(cacheFolder, 'downloads')).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('leaves no half file when a download breaks off, lies or never ends', async () => {
    const folder = freshFolder();
    writeRepository(folder, ONE, FILES);
    const faults: Readonly<Record<string, (response: http.ServerResponse) => void>> = {
      'unreachable: .*broke off': (response) => {
        response.writeHead(200, { 'content-length': '1000' }).write('half', () => response.destroy());
      },
      'bad-input: .*another checksum': (response) => response.end('lies'),
      'limit: .*is longer than': (response) => response.end(Buffer.alloc(100_000)),
      'unreachable: .*no good answer': (response) => response.writeHead(500).end(),
      'not-allowed: ': (response) => response.writeHead(403).end(),
      'refused: .*redirected more than': (response) => response.writeHead(302, { location: '/repodata/primary.xml.gz' }).end(),
      'refused: .*less safe': (response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    };
    for (const [expected, fault] of Object.entries(faults)) {
      const cacheFolder = freshFolder();
      const server = await serve(folder, (request, response) => {
        if (!(request.url ?? '').includes('primary')) return false;
        fault(response);
        return true;
      });
      try {
        expect(await refusal(readRepository(server.url, { cacheFolder, kind: 'binary' }))).toMatch(new RegExp(`^${expected}`));
        const downloads = join(cacheFolder, 'downloads');
        expect(existsSync(downloads) ? readdirSync(downloads) : []).toEqual([]);
      } finally {
        await server.close();
      }
    }
  });

  it('stops the other repositories when one fails, and says which', async () => {
    const folder = freshFolder();
    writeRepository(folder, ONE, FILES);
    const server = await serve(folder, (request, response) => {
      if (!(request.url ?? '').includes('primary')) return false;
      response.writeHead(200).write('some, and never more');
      return true;
    });
    const cacheFolder = freshFolder();
    try {
      const requests = [{ location: server.url, kind: 'binary' as const }, { location: join(root, 'nowhere'), kind: 'binary' as const }];
      expect(await refusal(readRepositories(requests, { cacheFolder }))).toMatch(/^not-found: .*nowhere/);
      expect(existsSync(join(cacheFolder, 'downloads')) ? readdirSync(join(cacheFolder, 'downloads')) : []).toEqual([]);
    } finally {
      await server.close();
    }
  });

  it('stops when it is cancelled, and leaves nothing half', async () => {
    const folder = freshFolder();
    writeRepository(folder, ONE, FILES);
    const cancel = new AbortController();
    const server = await serve(folder, (request, response) => {
      if (!(request.url ?? '').includes('primary')) return false;
      response.writeHead(200).write('some');
      cancel.abort();
      return true;
    });
    const cacheFolder = freshFolder();
    try {
      expect(await refusal(readRepository(server.url, { cacheFolder, kind: 'binary', signal: cancel.signal }))).toMatch(/^cancelled: /);
      expect(readdirSync(join(cacheFolder, 'downloads'))).toEqual([]);
      expect(await refusal(readRepository(folder, { cacheFolder, kind: 'binary', signal: cancel.signal }))).toMatch(/^cancelled: /);
    } finally {
      await server.close();
    }
  });
});

describe('the reference data', () => {
  it.skipIf(!REFERENCE.there)(needs(REFERENCE.there, 'the reference data', 'is read whole, and the same again from the cache'), async () => {
    const requests = ['Server', 'Server-optional'].flatMap((name) => [
      { location: join(REFERENCE.path, name, 'x86_64/os'), kind: 'binary' as const },
      { location: join(REFERENCE.path, name, 'source/tree'), kind: 'source' as const },
    ]);
    const options = { cacheFolder: freshFolder() };
    const first = await readRepositories(requests, options);
    const sources = new Map(first.flatMap(({ packages }) => packages.sources).map((source) => [source.name, source]));
    expect(first.flatMap(({ packages }) => packages.binaries)).toHaveLength(9251);
    expect(sources.size).toBe(2653);
    expect([...sources.values()].reduce((sum, source) => sum + source.buildRequires.length, 0)).toBe(19_197);
    const again = await readRepositories(requests, options);
    expect(again.map(({ digest }) => digest)).toEqual(first.map(({ digest }) => digest));
    first.forEach((one, index) => {
      expect(JSON.stringify(again[index]?.packages) === JSON.stringify(one.packages)).toBe(true);
    });
  });
});
