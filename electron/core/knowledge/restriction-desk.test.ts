import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import zlib from 'node:zlib';

import { afterAll, describe, expect, it, vi } from 'vitest';

import { Troubles } from '../live/troubles.ts';
import { RestrictionDesk } from './restriction-desk.ts';
import { readRestrictions } from './restrictions-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'portolan-knowledge-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, bytes: string | Uint8Array): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};
const LIST = JSON.stringify([{ package: 'demo', tag: 'ExcludeArch', value: 's390x', condition: null, comment: 'Tests fail', refs: ['1869980'] }]);

describe('a file of restrictions', () => {
  it('is read plain and compressed', async () => {
    const plain = await readRestrictions(file('a.json', LIST));
    expect(plain.get('demo')?.[0]?.bugs[0]?.id).toBe('rhbz#1869980');
    expect(await readRestrictions(file('a.json.zst', zlib.zstdCompressSync(LIST)))).toEqual(plain);
  });

  it('that is absent, damaged, endless or something else says so', async () => {
    await expect(readRestrictions(join(folder, 'none.json'))).rejects.toMatchObject({ problem: { code: 'not-found' } });
    await expect(readRestrictions(file('b.json.zst', 'no zstd'))).rejects.toMatchObject({ problem: { code: 'bad-input' } });
    await expect(readRestrictions(file('c.json', '{}'))).rejects.toMatchObject({ problem: { code: 'bad-input' } });
    await expect(readRestrictions(file('d.json.zst', zlib.zstdCompressSync(Buffer.alloc(65 * 1024 * 1024))))).rejects.toMatchObject({ problem: { code: 'limit' } });
  });
});

describe('the desk', () => {
  it('reads what the project names, tells what is wrong with it, and forgets it when it is named no more', async () => {
    vi.stubEnv('PORTOLAN_DATA', join(folder, 'nowhere'));
    const troubles = new Troubles();
    let named: string | null = file('fedora-2020-s390x-restrictions.json', LIST);
    const desk = new RestrictionDesk(() => named, troubles);
    expect(desk.of('demo')).toEqual({ restrictions: [], origin: null });
    await desk.refresh();
    expect(desk.of('demo')).toMatchObject({ restrictions: [{ kind: 'ExcludeArch', comment: 'Tests fail' }], origin: 'fedora-2020' });
    expect(desk.of('other').restrictions).toEqual([]);
    named = join(folder, 'none.json');
    await desk.refresh();
    expect([desk.of('demo').restrictions, troubles.all.map(({ code }) => code)]).toEqual([[], ['not-found']]);
    named = null;
    await desk.refresh();
    expect([desk.of('demo').origin, troubles.all]).toEqual([null, []]);
  });

  it('finds the newest list of the shared data by itself, and is silent where that is damaged', async () => {
    const shared = mkdtempSync(join(folder, 'shared-'));
    const data = join(shared, 's390x-restrictions');
    vi.stubEnv('PORTOLAN_DATA', shared);
    mkdirSync(data);
    writeFileSync(join(data, 'fedora-2020-s390x-restrictions.json'), '[]');
    writeFileSync(join(data, 'fedora-2025-s390x-restrictions.json.zst'), zlib.zstdCompressSync(LIST));
    const troubles = new Troubles();
    const desk = new RestrictionDesk(() => null, troubles);
    await desk.refresh();
    expect(desk.of('demo').origin).toBe('fedora-2025');
    writeFileSync(join(data, 'fedora-2026-s390x-restrictions.json.zst'), 'no zstd');
    await desk.refresh();
    expect([desk.of('demo').origin, troubles.all]).toEqual([null, []]);
    vi.unstubAllEnvs();
  });
});
