import { expect, test } from 'vitest';

import { SourceDesk } from './source-desk.ts';

test('fetches one file after the other, and a failure holds nobody up', async () => {
  let under = 0;
  let most = 0;
  const desk = new SourceDesk({
    fetch: async ({ file }) => {
      under += 1;
      most = Math.max(most, under);
      await Promise.resolve();
      under -= 1;
      if (file === 'bad') throw new Error('gone');
      return `/cache/${file}`;
    },
  });
  const options = { cacheFolder: '/cache', signal: new AbortController().signal, allowNetwork: true };
  const outcomes = await Promise.allSettled(['a', 'bad', 'b'].map((file) => desk.fetch({ file, pins: [] }, options)));
  expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : 'failed'))).toEqual(['/cache/a', 'failed', '/cache/b']);
  expect(most).toBe(1);
});
