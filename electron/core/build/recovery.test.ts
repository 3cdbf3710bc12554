import { existsSync, readdirSync } from 'node:fs';
import { readdir, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import type { Client } from '#shared/contract/client.ts';
import type { AttemptRow } from '#shared/contract/schemas/attempt.ts';
import { parseBuilderName } from '#shared/vocabulary/ids.ts';

import type { PracticeFleet, PracticeProvider } from '../fleet/practice-provider.ts';
import { openCore, type Core } from '../open-core.ts';
import { haveSshd } from '../ssh/testing/real-sshd.ts';
import { openDatabase } from '../store/database.ts';
import { smallPort, type SmallPort } from '../testing/small-port.ts';
import { clientOf, until } from '../testing/watch-port.ts';

const have = haveSshd && existsSync('/usr/bin/rpmbuild') && existsSync('/usr/bin/createrepo_c') && process.getuid?.() === 0;
const LACK = 'sshd, rpmbuild and createrepo_c, as root';

async function attemptsOf(client: Client, source: string): Promise<AttemptRow[]> {
  return (await client.call('package.describe', { source })).attempts.toReversed();
}

test.skipIf(!have)(`a repository host that was reset is given everything again before anything is built [needs ${LACK}]`, async () => {
  await using port = await smallPort([{ name: 'base' }, { name: 'side' }, { name: 'next', requires: ['base'] }]);
  const first = await port.open();
  const window = await clientOf(first);
  await until(window, (states) => 'next' in states);
  await window.call('build.packages', { sources: ['base', 'side'], dependents: false });
  await until(window, ({ base, side }) => base === 'in-repo' && side === 'in-repo');
  const [side] = await attemptsOf(window, 'side');
  window.close();
  await first.close();

  await rm(join(port.folder, 'builder', 'repository'), { recursive: true });
  await dropResultsOf(port, side?.id ?? '');
  const second = await port.open();
  const client = await clientOf(second);
  // What lies nowhere any more is not in the repository, whatever was written down before.
  await until(client, (states) => states['side'] === 'ready');
  const { problems } = await client.call('project.describe', {});
  expect(problems.map(({ problem }) => problem.message).join()).toContain('1 packages that were built are neither in the repository nor on this machine any more (side)');
  await client.call('build.packages', { sources: ['next'], dependents: false });
  await until(client, ({ next }) => next === 'in-repo');
  expect((await attemptsOf(client, 'base')).map(({ state }) => state)).toEqual(['succeeded']);
  const latest = await readdir(join(port.folder, 'builder', 'repository', 'latest'));
  expect(latest.filter((name) => name.endsWith('.rpm')).toSorted()).toEqual(['base-1.0-1.t1.noarch.rpm', 'next-1.0-1.t1.noarch.rpm']);
  client.close();
  await second.close();
}, 120_000);

/** As if somebody had made room: the RPMs of one attempt leave the cache. */
async function dropResultsOf(port: SmallPort, attempt: string): Promise<void> {
  const database = openDatabase(join(port.folder, '.portolan', 'port.db'));
  const rows = database.prepare<[string], { sha256: string }>('SELECT sha256 FROM result WHERE attempt = ?').all(attempt);
  database.close();
  for (const { sha256 } of rows) await unlink(join(port.folder, '.portolan', 'cache', 'results', sha256));
  expect(rows.length).toBeGreaterThan(0);
}

/** A practice fleet of one, `guest`, that is this machine under another name. */
function guestOf({ sshd, folder }: SmallPort): { readonly provider: PracticeProvider; readonly base: string; readonly stopped: string[] } {
  const name = parseBuilderName('guest');
  if (!name.ok) throw new Error(name.error.message);
  const base = join(folder, 'guest');
  const stopped: string[] = [];
  const fleet = (): PracticeFleet => ({
    kind: 'emulated',
    builders: [{ name: name.value, host: '127.0.0.1', port: sshd.port, user: sshd.user, keyFile: sshd.keyFile, slots: 2, base }],
    repository: { path: join(base, 'repository'), url: `file://${base}/repository` },
    stop: () => Promise.resolve(void stopped.push('stop')),
    release: () => Promise.resolve(void stopped.push('release')),
  });
  const provider: PracticeProvider = {
    status: () => Promise.resolve({ rootCached: true, missing: [], cost: { minutes: 0, megabytes: 0 } }),
    adopt: () => Promise.resolve(null),
    up: () => Promise.resolve(fleet()),
  };
  return { provider, base, stopped };
}

async function practiceUp(client: Client): Promise<void> {
  await client.call('practice.up', { kind: 'emulated' });
  for await (const rows of client.open('fleet.changes', {})) if (rows.some(({ name, status }) => name === 'guest' && status === 'ready')) return;
}

/** The port without builders of its own, opened as `portolan serve` would. */
async function openForPractice(port: SmallPort, practice: PracticeProvider): Promise<Core> {
  const file = join(port.folder, 'portolan.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/^builders:\n.*\nrepository:.*\n/m, ''));
  const planWorker = new URL('../planning/plan-worker.ts', import.meta.url);
  return openCore({ folder: port.folder, clock: Date.now, planWorker, practice, sourceCache: join(port.folder, 'sources'), startPractice: true });
}

test.skipIf(!have)(`an attempt outlives no practice fleet, is cleared away when it is back, and ends at a word in every state [needs ${LACK}]`, async () => {
  await using port = await smallPort([{ name: 'endless', build: 'sleep 300' }]);
  const { provider, base, stopped } = guestOf(port);
  const core = await openForPractice(port, provider);
  const client = await clientOf(core);
  await practiceUp(client);
  await until(client, (states) => 'endless' in states);
  await client.call('build.all', {});
  await until(client, ({ endless }) => endless === 'building');
  // Another click on the same button changes nothing for those who build.
  await practiceUp(client);
  expect(stopped).toEqual([]);

  await client.call('practice.down', {});
  await until(client, ({ endless }) => endless === 'queued');
  expect((await client.call('package.describe', { source: 'endless' })).why).toContain('guest no longer belongs to the fleet');
  await practiceUp(client);
  await until(client, ({ endless }) => endless === 'building');
  const [lost, second] = await attemptsOf(client, 'endless');
  expect([lost?.state, stopped]).toEqual(['lost', ['stop']]);
  await expect.poll(() => readdirSync(join(base, 'jobs')), { timeout: 20_000 }).toEqual([second?.id]);

  // A disabled builder finishes what it builds; here a person ends it. Then it gets nothing until it is enabled.
  await client.call('fleet.setEnabled', { builder: 'guest', enabled: false });
  expect(await client.call('fleet.list', {})).toMatchObject([{ status: 'disabled', running: [{ attempt: second?.id }] }]);
  await client.call('build.cancel', { attempt: second?.id ?? '' });
  await client.call('build.all', {});
  await until(client, ({ endless }) => endless === 'queued');
  await client.call('fleet.setEnabled', { builder: 'guest', enabled: true });
  await until(client, ({ endless }) => endless === 'building');

  // Nobody waits for what was left out.
  await client.call('package.leaveOut', { source: 'endless', reason: 'It never ends' });
  await expect.poll(async () => (await attemptsOf(client, 'endless')).map(({ state }) => state), { timeout: 20_000 }).toEqual(['lost', 'cancelled', 'cancelled']);
  expect(await client.call('build.stopAll', {})).toEqual({ cancelled: 0, unqueued: 0 });
  client.close();
  await core.close();
}, 120_000);
