import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { formatNevra } from '#shared/rpm/nevra.ts';
import { dataFolder } from '#shared/rpm/testing/tools.ts';

import { unpackedPiece } from '../ingest/package-pieces.ts';
import { readRepository } from '../ingest/read-repository.ts';
import { binariesInWorker } from './binaries-in-worker.ts';

const DATA = dataFolder('rhel73beta-repodata');
const WORKER = new URL('./plan-worker.ts', import.meta.url);
const cacheFolder = mkdtempSync(join(tmpdir(), 'portolan-binaries-'));
afterAll(() => rmSync(cacheFolder, { recursive: true, force: true }));

describe('repositories that are read in a worker', () => {
  it.skipIf(!DATA.there)('come whole, in pieces and in order [needs rhel73beta-repodata in PORTOLAN_DATA]', { timeout: 60_000 }, async () => {
    const location = join(DATA.path, 'Server-optional', 'x86_64', 'os');
    const pieces = await binariesInWorker(WORKER, { locations: [location], cacheFolder }, AbortSignal.timeout(60_000));
    expect(pieces.length).toBeGreaterThan(2);
    const { packages } = await readRepository(location, { cacheFolder, kind: 'binary' });
    const plain = ({ provides, files, sourceRpm, ...each }: (typeof packages.binaries)[number]): unknown => [formatNevra(each), sourceRpm, provides, files];
    expect(pieces.flatMap(unpackedPiece).map(plain)).toEqual(packages.binaries.map(plain));
  });

  it('are a problem where they cannot be read, and when nobody waits for them any more', async () => {
    await expect(binariesInWorker(WORKER, { locations: [join(cacheFolder, 'nothing')], cacheFolder }, AbortSignal.timeout(60_000))).rejects.toMatchObject({ problem: { code: 'not-found' } });
    const controller = new AbortController();
    const reading = binariesInWorker(WORKER, { locations: [], cacheFolder }, controller.signal);
    controller.abort();
    await expect(reading).rejects.toMatchObject({ problem: { code: 'cancelled' } });
    await expect(binariesInWorker(WORKER, { locations: [], cacheFolder }, controller.signal)).rejects.toMatchObject({ problem: { code: 'cancelled' } });
  });
});
