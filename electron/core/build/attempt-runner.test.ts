import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import type { AttemptId, BuilderName, SourceName } from '#shared/vocabulary/ids.ts';

import { Troubles } from '../live/troubles.ts';
import { PortService } from '../port/port-service.ts';
import { openDatabase, type PortDatabase } from '../store/database.ts';
import { EventLog } from '../store/event-log.ts';
import { AttemptRunner, type AttemptTools } from './attempt-runner.ts';
import { LogStore } from './log-store.ts';
import { PackageStore } from './package-store.ts';
import { ResultStore } from './result-store.ts';

const zlib = 'zlib' as SourceName;
const ID = 'a-zlib-1' as AttemptId;

let folder: string;
let database: PortDatabase;
let port: PortService;
let troubles: Troubles;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portolan-runner-'));
  database = openDatabase(join(folder, 'port.db'));
  port = new PortService(new EventLog(database, () => 1), () => 1, () => []);
  troubles = new Troubles();
  port.record([
    { kind: 'build-requested', sources: [zlib] },
    { kind: 'attempt-created', attempt: ID, source: zlib, pass: 1, builder: 'b1' as BuilderName, scratch: false, expected: 'zlib-1-1', generation: 0, debt: false },
  ]);
});
afterEach(async () => {
  port.close();
  database.close();
  await rm(folder, { recursive: true });
});

function runnerWith(tools: Partial<AttemptTools>): AttemptRunner {
  return new AttemptRunner({
    port,
    troubles,
    logs: new LogStore(folder),
    packages: new PackageStore(database),
    results: new ResultStore(database, (sha256) => join(folder, sha256)),
    resultFolder: folder,
    link: () => undefined,
    jobOf: () => Promise.reject(new Error('Nothing is built here.')),
    hasRepository: () => true,
    architectures: () => ['noarch'],
    simulatedBuildroot: () => [],
    ended: () => undefined,
    ...tools,
  });
}

test('an attempt is run once, though waking its builder makes everybody look for attempts that nobody runs', async () => {
  const attempt = port.ledger.attempt(ID);
  if (attempt === undefined) throw new Error('There is no attempt.');
  let runs = 0;
  const runner: AttemptRunner = runnerWith({
    link: () => {
      runs += 1;
      if (runs < 5) void runner.run(attempt);
      return undefined;
    },
  });
  await runner.run(attempt);
  expect(runs).toBe(1);
});

test('what was cancelled while its builder was away stays cancelled, also when the builder never comes back', async () => {
  const attempt = port.ledger.attempt(ID);
  if (attempt === undefined) throw new Error('There is no attempt.');
  const runner = runnerWith({});
  await runner.cancel(attempt);
  runner.lose(attempt, 'b1 no longer belongs to the fleet.');
  expect(port.ledger.attempt(ID)?.state).toBe('cancelled');
  expect(port.ledger.record(zlib).requested).toBe(false);
});
