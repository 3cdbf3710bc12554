import { expect, test } from 'vitest';

import { Live } from './live.ts';

test('a follower gets the value now, then the newest after each change, and stops when told', async () => {
  const live = new Live(1);
  const stop = new AbortController();
  const seen: number[] = [];
  for await (const value of live.follow(stop.signal)) {
    seen.push(value);
    if (value === 1) {
      live.set(2);
      live.set(3);
    }
    if (value === 3) stop.abort();
  }
  expect(seen).toEqual([1, 3]);
});

test('a follower that waits is woken by a change', async () => {
  const live = new Live('quiet');
  const stop = new AbortController();
  const follower = live.follow(stop.signal);
  expect((await follower.next()).value).toBe('quiet');
  const next = follower.next();
  live.set('loud');
  expect((await next).value).toBe('loud');
  stop.abort();
  expect((await follower.next()).done).toBe(true);
});
