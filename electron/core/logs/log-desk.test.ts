import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { AttemptRow } from '#shared/contract/schemas/attempt.ts';
import type { LogComparison, LogHits, LogState } from '#shared/contract/schemas/log-view.ts';
import type { PortEvent } from '#shared/port/events.ts';
import { Ledger } from '#shared/port/ledger.ts';
import { parseAttemptId, parseBuilderName, parseSourceName, type AttemptId } from '#shared/vocabulary/ids.ts';

import { LogWorkers } from './log-workers.ts';
import { openLogDesk, type OpenedLogs } from './open-log-desk.ts';

const signal = new AbortController().signal;

function idOf(text: string): AttemptId {
  const id = parseAttemptId(text);
  if (!id.ok) throw new Error(id.error.message);
  return id.value;
}

async function all<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

let folder = '';
let opened: OpenedLogs;
let ledger: Ledger;
let sequence = 0;

function record(event: PortEvent): void {
  sequence += 1;
  ledger.apply({ sequence, at: sequence, event });
}

function attempt(name: string, source: string, ended: 'succeeded' | 'cancelled' | null): AttemptId {
  const id = idOf(name);
  const [parsedSource, builder] = [parseSourceName(source), parseBuilderName('lpar-1')];
  if (!parsedSource.ok || !builder.ok) throw new Error('These are names.');
  record({ kind: 'attempt-created', attempt: id, source: parsedSource.value, pass: 1, builder: builder.value, scratch: false, expected: `${source}-1.2-3`, generation: 0, debt: false });
  if (ended !== null) record({ kind: 'attempt-ended', attempt: id, end: { kind: ended } });
  return id;
}

const open = (): OpenedLogs => openLogDesk({ logs: join(folder, 'logs'), cache: join(folder, 'cache') });
const desk = (): ReturnType<OpenedLogs['over']> =>
  opened.over(ledger, { attemptRow: ({ id, source, number }) => ({ id, source, number }) as unknown as AttemptRow });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portolan-desk-'));
  opened = open();
  ledger = new Ledger();
  sequence = 0;
});
afterEach(async () => {
  opened.logs.close();
  await opened.close();
  rmSync(folder, { recursive: true });
});

describe('the desk for logs', () => {
  const text = Array.from({ length: 5000 }, (_, index) => (index === 10 ? 'Executing(%build): /bin/sh -e x' : `line ${index + 1}`)).join('\n');

  it('gives the lines in sight and nothing else, of a log that was never indexed too', async () => {
    const id = attempt('a-old', 'old', 'succeeded');
    writeFileSync(opened.logs.fileOf(id), `${text}\n`);
    expect(await desk().lines(id, 4000, 3)).toEqual({ from: 4000, texts: ['line 4000', 'line 4001', 'line 4002'], cut: [], lines: 5000, wholeLines: 5000 });
    expect((await desk().lines(id, 4999, 100)).texts).toEqual(['line 4999', 'line 5000']);
    expect((await desk().lines(id, 9999, 100)).texts).toEqual([]);
    const states: readonly LogState[] = await all(desk().changes(id, signal));
    expect(states).toHaveLength(1);
    expect(states[0]).toMatchObject({ lines: 5000, ended: 'succeeded', missing: false, parts: [{ name: 'set-up', first: 1, last: 10 }, { name: '%build', first: 11, last: 5000 }] });
  });

  it('keeps the index of a long log when its attempt ends', async () => {
    const id = attempt('a-long', 'long', 'succeeded');
    const line = Buffer.from(`${'x'.repeat(99)}\n`.repeat(20_000));
    for (let at = 0; at < line.length; at += 65_536) opened.logs.append(id, line.subarray(at, at + 65_536), at);
    opened.logs.finish(id);
    await opened.close();
    expect(readdirSync(join(folder, 'cache', 'log-index'))).toEqual(['a-long.json']);
    // What is found there is believed, so that no log is read through twice: another text of as many bytes has the lines that were counted.
    writeFileSync(opened.logs.fileOf(id), Buffer.alloc(line.length, 'y'));
    opened = open();
    expect(await desk().lines(id, 20_001, 1)).toMatchObject({ texts: [], lines: 20_000 });
  });

  it('tells of a log as it grows, and that there is none', async () => {
    const id = attempt('a-live', 'live', null);
    const seen: LogState[] = [];
    for await (const state of desk().changes(id, signal)) {
      seen.push(state);
      if (seen.length === 1) opened.logs.append(id, Buffer.from('one\ntw'), 0);
      if (seen.length === 2) opened.logs.append(id, Buffer.from('o\n'), 6);
      if (seen.length === 3) {
        opened.logs.finish(id);
        record({ kind: 'attempt-ended', attempt: id, end: { kind: 'cancelled' } });
      }
    }
    expect(seen.map(({ lines, wholeLines, missing, ended }) => ({ lines, wholeLines, missing, ended }))).toEqual([
      { lines: 0, wholeLines: 0, missing: true, ended: null },
      { lines: 2, wholeLines: 1, missing: false, ended: null },
      { lines: 2, wholeLines: 2, missing: false, ended: null },
      { lines: 2, wholeLines: 2, missing: false, ended: 'cancelled' },
    ]);
  });

  it('searches in a thread, from a line on, and counts what it does not list', async () => {
    const id = attempt('a-search', 'search', 'succeeded');
    writeFileSync(opened.logs.fileOf(id), text);
    const found: readonly LogHits[] = await all(desk().search(id, { text: 'LINE 49', regex: false, matchCase: false }, 4900, 10, signal));
    expect(found.at(-1)).toMatchObject({ done: true, total: 99, line: 5000 });
    expect(found.flatMap(({ hits }) => hits.map(({ line }) => line))).toEqual([4901, 4902, 4903, 4904, 4905, 4906, 4907, 4908, 4909, 4910]);
    await expect(all(desk().search(id, { text: '(', regex: true, matchCase: false }, 0, 10, signal))).rejects.toMatchObject({ problem: { code: 'bad-input' } });
  });

  it('ends an expression that runs away, and goes on', async () => {
    const id = attempt('a-evil', 'evil', 'succeeded');
    writeFileSync(opened.logs.fileOf(id), `${'a'.repeat(60)}!\n`);
    const workers = new LogWorkers(new URL('log-worker.ts', import.meta.url), { search: 300, compare: 300 });
    const job = (pattern: string) => ({ kind: 'search', log: { file: opened.logs.fileOf(id), bytes: 62 }, pattern: { text: pattern, regex: true, matchCase: true }, offset: 0, line: 1, after: 0, limit: 10, ended: true }) as const;
    // Threads start slowly on a busy machine: only this one may be impatient.
    await expect(all(workers.run(job('^(a+)+$'), signal))).rejects.toMatchObject({ problem: { code: 'limit' } });
    await workers.close();
    expect((await all(desk().search(id, { text: 'a!$', regex: true, matchCase: true }, 0, 10, signal))).at(-1)).toMatchObject({ total: 1 });
  });

  it('compares with the attempts that tell most', async () => {
    const good = attempt('a-good', 'lua', 'succeeded');
    const bad = attempt('a-bad', 'lua', 'cancelled');
    const last = attempt('a-last', 'lua', 'cancelled');
    attempt('a-empty', 'lua', 'cancelled');
    for (const [id, words] of [[good, 'ok'], [bad, 'no'], [last, 'failed']] as const) writeFileSync(opened.logs.fileOf(id), `start\nin /tmp/${id}\n${words}\nend\n`);
    expect(desk().rivals(last).map(({ attempt: { id }, why }) => [id, why])).toEqual([['a-good', 'last-good'], ['a-bad', 'earlier']]);
    const said: readonly LogComparison[] = await all(desk().compare(good, last, signal));
    expect(said.at(-1)).toEqual({ kind: 'done', steps: { kinds: [0, 1, 2, 0], counts: [2, 1, 1, 1] }, differences: 1, earlierLines: 4, laterLines: 4 });
  });

  it('refuses what is no attempt', async () => {
    await expect(desk().lines('../x', 1, 1)).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });
});
