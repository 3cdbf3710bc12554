import { expect, it } from 'vitest';

import { hitAt, marksAt, stepHit, type Hit } from './hits.ts';

const hits: readonly Hit[] = [3, 7, 20].map((line) => ({ line, text: '', column: 0, length: 1, marks: [{ column: line, length: 1 }] }));

it('goes from hit to hit and round the end', () => {
  expect([0, 3, 5, 20, 99].map((line) => stepHit(hits, line, true))).toEqual([3, 7, 7, 3, 3]);
  expect([0, 3, 5, 20, 99].map((line) => stepHit(hits, line, false))).toEqual([20, 20, 3, 7, 20]);
  expect(stepHit([], 4, true)).toBeNull();
});

it('knows which line is a hit', () => {
  expect([null, 1, 3, 7, 8, 20].map((line) => hitAt(hits, line))).toEqual([-1, -1, 0, 1, -1, 2]);
  expect(marksAt(hits, 7)).toEqual([{ column: 7, length: 1 }]);
  expect(marksAt(hits, 8)).toBeNull();
});
