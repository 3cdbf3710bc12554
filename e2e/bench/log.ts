import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { parseAttemptId, type AttemptId } from '#shared/vocabulary/ids.ts';
import { CHUNK, LogStore } from '#electron/core/build/log-store.ts';
import { startWebHost } from '#electron/headless/web-host.ts';
import { stubHandlers } from '#electron/transport/testing/stub-handlers.ts';

import type { Benchmark } from './findings.ts';
import { inFreshProcess } from './fresh-process.ts';
import { logWholeRows } from './log-whole.ts';
import { logWindowRows } from './log-window.ts';
import { median, timed } from './measure.ts';
import { inTemporaryFolder } from './places.ts';

const LINES = 1_000_000;
const ROUNDS = 3;
const shape = z.object({ seconds: z.number(), first: z.number(), bytes: z.number(), grown: z.number() });
type Reading = z.infer<typeof shape>;

/** How fast a long log opens in a window, is searched, compared and followed, and what that costs. */
export const log: Benchmark = {
  name: 'log',
  title: `a log of ${LINES.toLocaleString('en')} lines from the store to a window`,
  run: () =>
    inTemporaryFolder(async (folder) => {
      const logs = new LogStore(join(folder, 'logs'));
      const attempt = attemptNamed('a-long-one-1');
      const bytes = logText();
      const stored = await timed(() => {
        for (let offset = 0; offset < bytes.length; offset += CHUNK) logs.append(attempt, bytes.subarray(offset, offset + CHUNK), offset);
        logs.finish(attempt);
      });
      const written = await timed(() => writeFile(join(folder, 'copy.log'), bytes));

      await mkdir(join(folder, 'window'));
      await writeFile(join(folder, 'window', 'index.html'), '<!doctype html><title>Log</title>');
      const handlers = stubHandlers({ 'log.follow': ({ from }, { signal }) => logs.follow(attempt, from, () => 'succeeded', signal) });
      const host = await startWebHost({ handlers, staticFolder: join(folder, 'window'), port: 0, operatorToken: 'not-used-here', readerToken: null });
      const streamed: Reading[] = [];
      const read: Reading[] = [];
      const before = process.memoryUsage.rss();
      let most = before;
      const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
      for (let round = 0; round < ROUNDS; round++) {
        streamed.push(await inFreshProcess('log-once.ts', ['stream', `http://127.0.0.1:${host.port}`, attempt], shape));
        read.push(await inFreshProcess('log-once.ts', ['file', logs.fileOf(attempt)], shape));
      }
      clearInterval(watch);
      await host.close();
      const window = await logWindowRows(join(folder, 'port'), LINES);
      const whole = await logWholeRows(join(folder, 'ports'), LINES);
      const rate = (list: readonly Reading[]): number => bytes.length / 1e6 / median(list.map(({ seconds }) => seconds));
      const arrived = streamed.every((each) => each.bytes === bytes.length);
      return {
        data: `generated, ${(bytes.length / 1e6).toFixed(0)} MB`,
        rows: [
          ...window.rows,
          ...whole.rows,
          { what: 'stored as it arrives, in pieces of 64 KiB', value: bytes.length / 1e6 / stored.seconds, unit: 'MB/s', peer: { what: 'one write of the file', value: bytes.length / 1e6 / written.seconds }, budgets: [] },
          { what: 'followed over the contract and a WebSocket', value: rate(streamed), unit: 'MB/s', peer: { what: 'reading the file', value: rate(read) }, budgets: [] },
          { what: 'lines of it', value: Math.round(LINES / median(streamed.map(({ seconds }) => seconds))), unit: '', peer: null, budgets: [] },
          { what: 'connected, to the first bytes', value: median(streamed.map(({ first }) => first)), unit: 'ms', peer: { what: 'opening the file', value: median(read.map(({ first }) => first)) }, budgets: [] },
          { what: 'memory that the host grew by', value: (most - before) / 1e6, unit: 'MB', peer: null, budgets: [] },
          { what: 'memory that the reader grew by', value: median(streamed.map(({ grown }) => grown)), unit: 'MB', peer: { what: 'reading the file', value: median(read.map(({ grown }) => grown)) }, budgets: [] },
        ],
        skipped: window.skipped,
        notes: [...whole.notes, `Medians of ${ROUNDS} rounds; the reader is a process of its own, as a window is. ${arrived ? 'Every byte arrived.' : 'BYTES ARE MISSING.'}`],
      };
    }),
};

function logText(): Uint8Array {
  const lines = Array.from({ length: LINES }, (_, line) => `gcc -O2 -g -march=z13 -mtune=z14 -fPIC -c source-${line % 4000}.c -o source-${line % 4000}.o # ${line + 1}`);
  return Buffer.from(`${lines.join('\n')}\n`);
}

function attemptNamed(text: string): AttemptId {
  const id = parseAttemptId(text);
  if (!id.ok) throw new Error(id.error.message);
  return id.value;
}
