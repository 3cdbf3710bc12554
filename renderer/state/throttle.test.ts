import { describe, expect, it } from 'vitest';

import { throttled } from './throttle.ts';

describe('a throttled question', () => {
  it('is asked at once, and once more for all that came while it was under way', async () => {
    let asked = 0;
    const timers: (() => void)[] = [];
    const run = throttled(
      () => {
        asked += 1;
        return Promise.resolve();
      },
      100,
      (next) => timers.push(next),
    );
    run();
    run();
    run();
    expect(asked).toBe(1);
    await Promise.resolve();
    await Promise.resolve();
    timers.shift()?.();
    expect(asked).toBe(2);
    await Promise.resolve();
    await Promise.resolve();
    timers.shift()?.();
    expect(asked).toBe(2);
  });
});
