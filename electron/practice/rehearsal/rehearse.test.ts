import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseProject } from '#electron/core/project/project-file.ts';
import { openDatabase } from '#electron/core/store/database.ts';
import { EventLog } from '#electron/core/store/event-log.ts';
import { LogStore } from '#electron/core/build/log-store.ts';
import { triageLog } from '#shared/triage/triage.ts';
import { Ledger } from '#shared/port/ledger.ts';
import type { RecordedEvent } from '#shared/port/events.ts';
import type { BuilderName, SourceName } from '#shared/vocabulary/ids.ts';
import { rehearse, type Rehearsed } from './rehearse.ts';
import { SMALL_SOURCES, writeSmallDistribution } from './testing/small-distribution.ts';

const UNTIL = Date.parse('2026-11-20T07:00:00Z');

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portolan-rehearsal-'));
  await writeSmallDistribution(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function rehearsed(changed: Partial<Parameters<typeof rehearse>[1]> = {}): Promise<Rehearsed> {
  return rehearse(folder, {
    seed: 'test',
    share: 0.8,
    failures: 12,
    clusters: 4,
    older: 3,
    until: UNTIL,
    builders: 4,
    slots: 2,
    longLog: false,
    anew: false,
    planWorker: new URL('../../core/planning/plan-worker.ts', import.meta.url),
    context: { signal: new AbortController().signal, report: () => undefined },
    ...changed,
  });
}

function events(): RecordedEvent[] {
  const database = openDatabase(join(folder, '.portolan', 'port.db'));
  try {
    return [...new EventLog(database, () => 0).after(0)];
  } finally {
    database.close();
  }
}

function ledgerOf(history: readonly RecordedEvent[]): Ledger {
  const ledger = new Ledger();
  for (const recorded of history) ledger.apply(recorded);
  return ledger;
}

async function digestOfAll(): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(events())).update(await readFile(join(folder, 'portolan.yaml')));
  for (const place of ['.portolan/logs', '.portolan/simulation']) {
    for (const file of (await readdir(join(folder, place))).sort()) hash.update(file).update(await readFile(join(folder, place, file)));
  }
  return hash.digest('hex');
}

describe('a rehearsal', () => {
  it('ends when it was told to, with exactly the failures in exactly the clusters that were asked for, as the triage reads their logs', async () => {
    const summary = await rehearsed();
    expect({ fresh: summary.fresh, failed: summary.failed }).toEqual({ fresh: 12, failed: 15 });
    expect(summary.clusters.filter(({ fresh }) => fresh > 0).length).toBe(4);
    const history = events();
    const last = history.at(-1)?.at ?? 0;
    expect(last).toBeLessThan(UNTIL);
    expect(last).toBeGreaterThan(UNTIL - 10 * 60_000);
    const ledger = ledgerOf(history);
    const logs = new LogStore(join(folder, '.portolan', 'logs'));
    const failed = [...ledger.attempts()].filter(({ state }) => state === 'failed');
    expect(failed.length).toBeGreaterThanOrEqual(15);
    for (const { id, failure } of failed) {
      const read = triageLog(await readFile(logs.fileOf(id)), { logKind: 'build', exit: { driver: 'rpmbuild', code: 10, timedOut: false } });
      expect({ class: failure?.failureClass, signature: failure?.signature, causal: failure?.causal }).toEqual({ class: read.class, signature: read.signature, causal: read.causal });
      expect(failure?.causal).not.toBeNull();
    }
    for (const { id } of ledger.attempts()) expect(logs.lengthOf(id)).toBeGreaterThan(0);
  });

  it('adds up: what is in the repository, failed, left out and to go is the whole port, and portolan.yaml says what the history says', async () => {
    const { built, failed, leftOut, withDebt } = await rehearsed();
    const ledger = ledgerOf(events());
    const { config } = parseProject(await readFile(join(folder, 'portolan.yaml'), 'utf8'));
    if (config === null) throw new Error('portolan.yaml is not in order.');
    expect(built + failed + leftOut).toBeLessThanOrEqual(SMALL_SOURCES);
    expect(built).toBeGreaterThan(0.5 * SMALL_SOURCES);
    expect([...ledger.published().keys()].length).toBe(built);
    expect(Object.keys(config.leftOut).sort()).toEqual([...ledger.leftOut()].sort());
    const indebted = Object.entries(config.portFixes).filter(([, fixes]) => fixes.some(({ debt }) => debt)).map(([source]) => source);
    expect(indebted.length).toBe(withDebt);
    for (const source of indebted) expect(ledger.attempt(ledger.published().get(source as SourceName) ?? ('' as never))?.debt).toBe(true);
    expect(config.practice).toEqual({ builders: 4, slots: 2 });
    expect(await readFile(join(folder, 'portolan.yaml'), 'utf8')).toContain('# A comment that stays.');
  });

  it('is the same byte for byte for the same seed, plan and end, and another for another seed', async () => {
    await rehearsed();
    const first = await digestOfAll();
    await rehearsed();
    expect(await digestOfAll()).toBe(first);
    await rehearsed({ seed: 'another' });
    expect(await digestOfAll()).not.toBe(first);
  });

  it('has packages that were built before, and fail since something that they need is another one', async () => {
    await rehearsed({ clusters: 6, failures: 20 });
    const ledger = ledgerOf(events());
    const broken = [...ledger.attempts()].filter(({ failure, source }) => failure?.failureClass === 'compile-error' && ledger.attemptsOf(source).some(({ state }) => state === 'succeeded'));
    expect(broken.length).toBeGreaterThan(0);
    for (const failed of broken) {
      const before = ledger.attemptsOf(failed.source).find(({ state }) => state === 'succeeded');
      const landedBetween = [...ledger.published().keys()].filter((source) => ledger.landings.of(source).length > 1 && ledger.landings.of(source).some(({ sequence }) => sequence > (before?.sequence ?? 0) && sequence < failed.sequence));
      expect(landedBetween.length).toBeGreaterThan(0);
    }
  });

  it('refuses a port that real builders have built, and one with a history of its own', async () => {
    await rehearsed();
    const database = openDatabase(join(folder, '.portolan', 'port.db'));
    const log = new EventLog(database, () => UNTIL);
    log.append([{ kind: 'build-requested', sources: ['pkg-001' as SourceName] }]);
    await expect(rehearsed()).rejects.toMatchObject({ problem: { code: 'conflict', message: expect.stringContaining('--anew') as string } });
    await rehearsed({ anew: true });
    database.close();
    const again = openDatabase(join(folder, '.portolan', 'port.db'));
    new EventLog(again, () => UNTIL).append([
      { kind: 'attempt-created', attempt: 'a-1' as never, source: 'pkg-001' as SourceName, pass: 1, builder: 'lpar-1' as BuilderName, scratch: false, expected: 'pkg-001-1.0-1', generation: 0, debt: false },
    ]);
    again.close();
    await expect(rehearsed({ anew: true })).rejects.toMatchObject({ problem: { code: 'conflict', message: expect.stringContaining('real builders') as string } });
    expect(events().length).toBeGreaterThan(100);
  });

  it('refuses a port with builders of its own, and what cannot be played', async () => {
    await expect(rehearsed({ clusters: 13, failures: 40 })).rejects.toMatchObject({ problem: { code: 'bad-input' } });
    await expect(rehearsed({ clusters: 4, failures: 3 })).rejects.toMatchObject({ problem: { code: 'bad-input' } });
    await appendFile(join(folder, 'portolan.yaml'), 'builders: [{ name: lpar-1, host: 127.0.0.1, port: 22, user: root, keyFile: key, slots: 1 }]\n');
    await expect(rehearsed()).rejects.toMatchObject({ problem: { code: 'conflict' } });
  });
});
