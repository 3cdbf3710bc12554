import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';

import type { AttemptState } from '#shared/vocabulary/attempt-state.ts';
import type { AttemptId } from '#shared/vocabulary/ids.ts';

import { CHUNK, LogStore } from './log-store.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portolan-logs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const attempt = 'a-1' as AttemptId;

test('each byte lands once, however often and in whatever pieces it is sent', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.tuple(fc.nat(200), fc.nat(60), fc.boolean()), { maxLength: 30 }), (whole, sends) => {
      const store = new LogStore(folder);
      const id = `p-${Math.abs(whole.length)}-${sends.length}` as AttemptId;
      rmSync(store.fileOf(id), { force: true });
      let current = store;
      for (const [start, length, restart] of sends) {
        const from = Math.min(start, whole.length);
        if (from > current.lengthOf(id)) expect(() => current.append(id, whole.subarray(from, from + length), from)).toThrow(RangeError);
        else current.append(id, whole.subarray(from, from + length), from);
        if (restart) {
          current.close();
          current = new LogStore(folder);
        }
      }
      current.append(id, whole.subarray(current.lengthOf(id)), current.lengthOf(id));
      expect([...readFileSync(current.fileOf(id))]).toEqual([...whole]);
      current.close();
    }),
  );
});

test('a follower gets all of it from where it asked, live and to the end', async () => {
  const store = new LogStore(folder);
  const whole = Uint8Array.from({ length: 3 * CHUNK + 17 }, (_, index) => index % 251);
  let state: AttemptState | null = null;
  store.append(attempt, whole.subarray(0, CHUNK), 0);
  const received: number[] = [];
  let end: AttemptState | null = null;
  for await (const chunk of store.follow(attempt, 5, () => state, new AbortController().signal)) {
    expect(chunk.bytes.length).toBeLessThanOrEqual(CHUNK);
    expect(chunk.offset).toBe(5 + received.length);
    received.push(...chunk.bytes);
    end = chunk.ended;
    if (state === null) {
      store.append(attempt, whole.subarray(CHUNK), CHUNK);
      state = 'failed';
      store.finish(attempt);
    }
  }
  expect(Buffer.from(received).equals(Buffer.from(whole.subarray(5)))).toBe(true);
  expect(end).toBe('failed');
});

test('a follower of an attempt that ended long ago gets its log and its end, even from the very end', async () => {
  const store = new LogStore(folder);
  store.append(attempt, new TextEncoder().encode('done\n'), 0);
  store.finish(attempt);
  for (const from of [0, 5]) {
    const chunks = [];
    for await (const chunk of store.follow(attempt, from, () => 'succeeded', new AbortController().signal)) chunks.push(chunk);
    expect(chunks.at(-1)?.ended).toBe('succeeded');
    expect(chunks.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBe(5 - from);
  }
});
