import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { fetchElectron, findElectron, releasesAddress } from './start-electron.ts';

describe('Electron’s binary', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'portolan-start-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is where Electron’s installer puts it, or where the person has one', async () => {
    expect(await findElectron(folder, 'linux', {})).toEqual({ kind: 'absent' });
    writeFileSync(join(folder, 'path.txt'), 'electron');
    expect(await findElectron(folder, 'linux', {})).toEqual({ kind: 'absent' });
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist', 'electron'), '');
    expect(await findElectron(folder, 'linux', {})).toEqual({ kind: 'present', file: join(folder, 'dist', 'electron'), missingLibraries: [] });
    expect(await findElectron(folder, 'linux', { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'elsewhere') })).toEqual({ kind: 'absent' });
  });

  it('may have a source that does not answer: said, not thrown, and nothing is fetched', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const env = { ELECTRON_MIRROR: `http://127.0.0.1:${port}/` };
    expect(await fetchElectron(folder, 'linux', env, () => undefined)).toEqual({ kind: 'unavailable', why: `Electron is not installed and 127.0.0.1:${port} cannot be reached` });
    expect(releasesAddress({})).toMatch(/^https:\/\/github\.com\/electron\/electron\//u);
  });

  it('may have an installer that fails: said, not thrown', async () => {
    const server = createServer((_request, response) => response.writeHead(404).end());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    writeFileSync(join(folder, 'install.js'), 'process.exit(1);');
    const printed: string[] = [];
    expect(await fetchElectron(folder, 'linux', { npm_config_electron_mirror: `http://127.0.0.1:${port}/` }, (text) => printed.push(text))).toEqual({ kind: 'unavailable', why: 'Electron could not be fetched' });
    expect(printed).toHaveLength(1);
    await new Promise((resolve) => server.close(resolve));
  });
});
