import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openCore, type Core } from '#electron/core/open-core.ts';
import { clientOf, until } from '#electron/core/testing/watch-port.ts';
import { openDatabase } from '#electron/core/store/database.ts';
import { EventLog } from '#electron/core/store/event-log.ts';
import type { Client } from '#shared/contract/client.ts';
import type { AttemptRow } from '#shared/contract/schemas/attempt.ts';
import type { RecordedEvent } from '#shared/port/events.ts';
import { createPractice } from '../practice.ts';
import { rehearse } from './rehearse.ts';
import { writeSmallDistribution } from './testing/small-distribution.ts';

const PLAN_WORKER = new URL('../../core/planning/plan-worker.ts', import.meta.url);

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portolan-live-'));
  await writeSmallDistribution(folder);
  await rehearse(folder, {
    seed: 'live',
    share: 0.8,
    failures: 20,
    clusters: 7,
    older: 2,
    until: Date.parse('2026-11-20T07:00:00Z'),
    builders: 3,
    slots: 2,
    longLog: false,
    anew: false,
    planWorker: PLAN_WORKER,
    context: { signal: new AbortController().signal, report: () => undefined },
  });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The project as a host opens it, with time that passes a thousand times as fast in the simulation. */
function open(): Promise<Core> {
  const practice = createPractice({ cache: join(folder, 'cache'), simulationFolder: join(folder, '.portolan', 'simulation'), speed: 1_000 });
  return openCore({ folder, clock: Date.now, planWorker: PLAN_WORKER, practice, sourceCache: join(folder, 'sources'), startPractice: true });
}

function history(): RecordedEvent[] {
  const database = openDatabase(join(folder, '.portolan', 'port.db'));
  try {
    return [...new EventLog(database, () => 0).after(0)];
  } finally {
    database.close();
  }
}

async function attemptsOf(client: Client, source: string): Promise<AttemptRow[]> {
  return (await client.call('package.describe', { source })).attempts;
}

async function rebuilt(client: Client, source: string): Promise<string> {
  const before = (await attemptsOf(client, source)).length;
  await client.call('build.packages', { sources: [source], dependents: false });
  await expect.poll(async () => (await attemptsOf(client, source))[0]?.endedAt !== null && (await attemptsOf(client, source)).length > before, { timeout: 20_000 }).toBe(true);
  const states = await until(client, (all) => all[source] !== 'built');
  return states[source] ?? '';
}

it('opens as it was left: what the simulation published is there, and the next build comes after it', async () => {
  const before = history();
  const core = await open();
  const client = await clientOf(core);
  try {
    const states = await until(client, (all) => Object.keys(all).length > 0);
    const ready = Object.entries(states).find(([, state]) => state === 'ready')?.[0] ?? '';
    const { inRepo, builders } = (await client.call('port.snapshot', {})).summary;
    expect(builders.simulated).toBe(true);
    expect(await rebuilt(client, ready)).toBe('in-repo');
    const { problems } = await client.call('project.describe', {});
    expect(problems).toEqual([]);
    expect((await client.call('port.snapshot', {})).summary.inRepo).toBe(inRepo + 1);
  } finally {
    client.close();
    await core.close();
  }
  const after = history();
  expect(after.slice(0, before.length)).toEqual(before);
  const news = after.slice(before.length).map(({ event }) => event);
  expect(news.map(({ kind }) => kind)).not.toContain('repository-taken');
  const generations = before.flatMap(({ event }) => (event.kind === 'generation-published' ? event.generation : []));
  expect(news.find(({ kind }) => kind === 'generation-published')).toMatchObject({ generation: Math.max(...generations) + 1 });
}, 120_000);

it('goes on live: what failed fails again in the same way until it is cured, and the fix is the one that is offered', async () => {
  const core = await open();
  const client = await clientOf(core);
  try {
    await until(client, (all) => Object.keys(all).length > 0);
    const failures = await client.call('failures.list', {});
    const of = (failureClass: string): string => failures.find(({ attempt }) => attempt.failureClass === failureClass)?.source ?? '';
    const [flags, tests, flaky] = [of('architecture-flags'), of('byte-order'), of('test-failure')];

    expect(await rebuilt(client, flags)).toBe('failed');
    const [again, first] = await attemptsOf(client, flags);
    expect({ class: again?.failureClass, line: again?.causal?.text }).toEqual({ class: first?.failureClass, line: first?.causal?.text });

    const offered = (await client.call('package.describe', { source: flags })).suggestions[0];
    if (offered === undefined) throw new Error(`No fix is offered for ${flags}.`);
    expect(offered.fix.change).toEqual({ kind: 'macro', name: 'simd_flags', value: '%{nil}' });
    await client.call('package.applyFix', { source: flags, fix: offered.fix });
    expect(await rebuilt(client, flags)).toBe('in-repo');

    const { suggestions } = await client.call('package.describe', { source: tests });
    const nocheck = suggestions.find(({ fix }) => fix.change.kind === 'nocheck');
    if (nocheck === undefined) throw new Error(`Nobody offers to build ${tests} without tests.`);
    const debt = (await client.call('port.snapshot', {})).summary.withDebt;
    await client.call('package.applyFix', { source: tests, fix: nocheck.fix });
    expect(await rebuilt(client, tests)).toBe('in-repo');
    expect((await client.call('port.snapshot', {})).summary.withDebt).toBe(debt + 1);

    expect(await rebuilt(client, flaky)).toBe('in-repo');
  } finally {
    client.close();
    await core.close();
  }
}, 120_000);

it('says that it is a simulation while nobody of it is there, too', async () => {
  const practice = createPractice({ cache: join(folder, 'cache'), simulationFolder: join(folder, '.portolan', 'simulation') });
  const core = await openCore({ folder, clock: Date.now, planWorker: PLAN_WORKER, practice, sourceCache: join(folder, 'sources'), startPractice: false });
  const client = await clientOf(core);
  try {
    await until(client, (all) => Object.keys(all).length > 0);
    const { summary } = await client.call('port.snapshot', {});
    expect(summary.builders).toEqual({ alive: 0, all: 0, running: 0, simulated: true });
  } finally {
    client.close();
    await core.close();
  }
});
