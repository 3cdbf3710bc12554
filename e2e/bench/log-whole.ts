import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import type { Client } from '#shared/contract/client.ts';
import { connectClient } from '#shared/contract/client.ts';
import { projectPaths } from '#electron/core/project/project-folder.ts';
import { CONTRACT_PATH, connectWebSocket } from '#electron/transport/websocket.ts';

import { writeLogProject } from '../support/log-project.ts';
import { serve } from '../support/portolan.ts';
import type { Row } from './findings.ts';
import { median, timed } from './measure.ts';

const ROUNDS = 3;

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const list: number[] = [];
  for (let round = 0; round < ROUNDS; round++) list.push((await timed(work)).seconds);
  return median(list);
}

const run = (program: string, args: readonly string[]): Promise<unknown> => once(spawn(program, args, { stdio: 'ignore', env: { ...process.env, LC_ALL: 'C.UTF-8' } }), 'exit');

async function search(client: Client, text: string, regex: boolean): Promise<{ readonly first: number; readonly total: number }> {
  const began = performance.now();
  let first = 0;
  let total = 0;
  for await (const item of client.open('log.search', { attempt: 'a-zlib-one', pattern: { text, regex, matchCase: false }, after: 0, limit: 10_000 })) {
    if (first === 0 && item.total > 0) first = performance.now() - began;
    total = item.total;
  }
  return { first, total };
}

async function compare(client: Client, earlier: string, later: string): Promise<number> {
  let differences = -1;
  for await (const item of client.open('log.compare', { earlier, later })) if (item.kind === 'done') differences = item.differences;
  return differences;
}

/** How long it takes to look through whole logs: to search one, and to compare two. `folder` is made into a project. */
export async function logWholeRows(folder: string, lines: number): Promise<{ readonly rows: readonly Row[]; readonly notes: readonly string[] }> {
  const tenth = Math.round(lines / 10);
  const error = '‘__m128’ undeclared (first use in this function)';
  await writeLogProject(folder, [
    { id: 'a-zlib-one', source: 'zlib', compiled: lines, job: 3, version: '1.3', error: null },
    { id: 'a-zlib-two', source: 'zlib', compiled: lines, job: 47, version: '1.3', error, shuffled: true },
    { id: 'a-lua-one', source: 'lua', compiled: tenth, job: 3, version: '5.4.6', error: null },
    { id: 'a-lua-two', source: 'lua', compiled: tenth, job: 47, version: '5.4.7', error, shuffled: true },
  ]);
  const file = (attempt: string): string => join(projectPaths(folder).logs, `${attempt}.log`);
  const served = await serve(folder);
  const origin = new URL(served.readerUrl).origin;
  const token = new URLSearchParams(new URL(served.readerUrl).hash.slice(1)).get('token');
  const client = await connectClient(await connectWebSocket({ kind: 'web', url: `${origin.replace('http', 'ws')}${CONTRACT_PATH}` }, origin), token);
  const first: number[] = [];
  const noteFirst = async (text: string, regex: boolean): Promise<void> => void first.push((await search(client, text, regex)).first);
  const plain = await secondsOf(() => noteFirst('WARNING', false));
  const firstPlain = median(first);
  const regex = await secondsOf(() => noteFirst('source_[0-9]*7\\.c:\\d+:\\d+: warning', true));
  const grepPlain = await secondsOf(() => run('grep', ['-ci', 'WARNING', file('a-zlib-one')]));
  const grepRegex = await secondsOf(() => run('grep', ['-ciE', 'source_[0-9]*7\\.c:[0-9]+:[0-9]+: .*warning', file('a-zlib-one')]));
  const differences = [0, 0];
  const small = await secondsOf(async () => (differences[0] = await compare(client, 'a-lua-one', 'a-lua-two')));
  const large = await secondsOf(async () => (differences[1] = await compare(client, 'a-zlib-one', 'a-zlib-two')));
  const diffSmall = await secondsOf(() => run('diff', [file('a-lua-one'), file('a-lua-two')]));
  const diffLarge = await secondsOf(() => run('diff', [file('a-zlib-one'), file('a-zlib-two')]));
  client.close();
  await served.stop();
  return {
    rows: [
      { what: `${lines.toLocaleString('en')} lines searched for a word, without regard to case`, value: plain, unit: 's', peer: { what: 'grep -ci', value: grepPlain }, budgets: [] },
      { what: '  to the first of its hits', value: firstPlain, unit: 'ms', peer: null, budgets: [] },
      { what: '  searched for a regular expression', value: regex, unit: 's', peer: { what: 'grep -ciE', value: grepRegex }, budgets: [] },
      { what: `two logs of ${tenth.toLocaleString('en')} lines compared in substance`, value: small, unit: 's', peer: { what: 'diff, as they are', value: diffSmall }, budgets: [] },
      { what: `two logs of ${lines.toLocaleString('en')} lines compared in substance`, value: large, unit: 's', peer: { what: 'diff, as they are', value: diffLarge }, budgets: [] },
    ],
    notes: [`The compared logs differ in their directories, times and order throughout, and in substance in ${differences[0] ?? 0} and ${differences[1] ?? 0} places.`],
  };
}
