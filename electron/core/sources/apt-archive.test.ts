import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { aptArchive } from './apt-archive.ts';
import { sourceFetcher } from './fetch-source.ts';
import type { SourceFile } from './source-file.ts';

const haveApt = spawnSync('apt-get', ['--version']).status === 0;
const skipped = haveApt ? '' : ' [skipped: needs apt-get]';

const TARBALL = Buffer.from('tarball\n');
const digest = (algorithm: string, data: Buffer): string => createHash(algorithm).update(data).digest('hex');

let folder: string;
let source: SourceFile;

/** A source archive in one folder, as apt's own `file:` method reads it. */
function makeArchive(version: string, tarball: Buffer): void {
  const archive = join(folder, 'archive');
  mkdirSync(archive, { recursive: true });
  const files = [
    { name: 'chart_1.dsc', data: Buffer.from('Format: 3.0 (quilt)\n') },
    { name: 'chart_1.orig.tar.gz', data: tarball },
  ];
  files.forEach(({ name, data }) => writeFileSync(join(archive, name), data));
  const list = (algorithm: string): string => files.map(({ name, data }) => ` ${digest(algorithm, data)} ${data.length} ${name}\n`).join('');
  writeFileSync(join(archive, 'Sources'), `Package: chart\nFormat: 3.0 (quilt)\nBinary: chart\nArchitecture: all\nVersion: ${version}\nDirectory: .\nFiles:\n${list('md5')}Checksums-Sha256:\n${list('sha256')}\n`);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portolan-archive-'));
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'apt', 'sources.list.d'), { recursive: true });
  writeFileSync(join(folder, 'apt', 'sources.list'), `deb [trusted=yes] file:${folder}/archive ./\n`);
  source = { file: 'chart-1.tar.gz', pins: [digest('sha256', TARBALL)], debianSource: { name: 'chart', version: '1-1' } };
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function fetchIt(): Promise<string> {
  const cacheFolder = join(folder, 'cache');
  return sourceFetcher(aptArchive(join(folder, 'apt'))).fetch(source, { cacheFolder, signal: new AbortController().signal, allowNetwork: true });
}

describe("Debian's source archive", () => {
  it.skipIf(!haveApt)(`is read by the machine's own apt, whose configuration stays as it was${skipped}`, async () => {
    makeArchive('1-1', TARBALL);
    const before = readFileSync(join(folder, 'apt', 'sources.list'), 'utf8');
    const path = await fetchIt();
    expect(readFileSync(path)).toEqual(TARBALL);
    expect(lstatSync(path).isFile()).toBe(true);
    expect(readFileSync(join(folder, 'apt', 'sources.list'), 'utf8')).toBe(before);
    expect(readdirSync(join(folder, 'apt')).sort()).toEqual(['sources.list', 'sources.list.d']);
  });

  it.skipIf(!haveApt)(`may have gone on to a later revision of the same tarball${skipped}`, async () => {
    makeArchive('1-1+deb12u7', TARBALL);
    expect(readFileSync(await fetchIt())).toEqual(TARBALL);
  });

  it.skipIf(!haveApt)(`says which version it has when that is another tarball${skipped}`, async () => {
    makeArchive('2-1', Buffer.from('newer\n'));
    await expect(fetchIt()).rejects.toThrow("chart-1.tar.gz was pinned from chart 1-1, but Debian's source archive, as this machine sees it, has chart 2-1, with another tarball.");
  });

  it.skipIf(!haveApt)(`says so when it has no such package${skipped}`, async () => {
    makeArchive('1-1', TARBALL);
    source = { ...source, debianSource: { name: 'absent', version: '1-1' } };
    await expect(fetchIt()).rejects.toThrow('does not have absent');
  });

  it.skipIf(!haveApt)(`sees what came into the archive since the last look${skipped}`, async () => {
    makeArchive('1-1', Buffer.from('older\n'));
    await expect(fetchIt()).rejects.toThrow('with another tarball');
    makeArchive('1-2', TARBALL);
    expect(readFileSync(await fetchIt())).toEqual(TARBALL);
  });
});
