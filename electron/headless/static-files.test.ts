import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { findStaticFile, listStaticFiles, type StaticFiles } from './static-files.ts';

describe('static files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-static-'));
  const root = join(folder, 'renderer');
  let files: StaticFiles;
  beforeAll(() => {
    mkdirSync(join(root, 'assets'), { recursive: true });
    writeFileSync(join(folder, 'secret.html'), 'secret');
    writeFileSync(join(root, 'index.html'), '<!doctype html>');
    writeFileSync(join(root, 'assets', 'index-B1gXq9_t.js'), 'export {}');
    writeFileSync(join(root, 'assets', 'wind rose.svg'), '<svg/>');
    writeFileSync(join(root, 'assets', 'notes.sh'), 'exit');
    symlinkSync(join(folder, 'secret.html'), join(root, 'linked.html'));
    files = listStaticFiles(root);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('lists regular files of known types, with their types and for how long they hold', () => {
    expect([...files.keys()].sort()).toEqual(['/', '/assets/index-B1gXq9_t.js', '/assets/wind rose.svg', '/index.html']);
    expect(findStaticFile(files, '/?x=1')).toMatchObject({ bytes: 15, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' } });
    expect(findStaticFile(files, '/assets/index-B1gXq9_t.js')?.headers).toEqual({ 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'public, max-age=31536000, immutable' });
    expect(findStaticFile(files, '/assets/wind%20rose.svg')?.headers['content-type']).toBe('image/svg+xml');
  });

  it('finds nothing outside of the list, however it is spelled', () => {
    for (const target of ['/../secret.html', '/assets/../../secret.html', '/..%2fsecret.html', '/%2e%2e/secret.html', '/linked.html', '/assets/notes.sh', '//', '', '/%', '/%00', '\\..\\secret.html', '/__proto__']) {
      expect(findStaticFile(files, target), target).toBeNull();
    }
    const climbing = fc.array(fc.constantFrom('..', '.', '%2e%2e', '/', '%2f', '\\', 'assets', 'secret.html', '\0', '%'), { maxLength: 12 }).map((parts) => `/${parts.join('')}`);
    fc.assert(
      fc.property(climbing, (target) => {
        const found = findStaticFile(files, target);
        expect(found === null || found.file.startsWith(root)).toBe(true);
      }),
    );
  });

  it('says that the window has not been built', () => {
    expect(() => listStaticFiles(join(folder, 'nowhere'))).toThrow(/has not been built.*npm run build/u);
  });
});
