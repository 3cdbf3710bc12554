import { expect, test } from 'vitest';

import { partsOf } from './paint-marks.ts';

test.each([0, 1, 899, 900, 901, 2653, 30_000])('%i marks are drawn in a few parts, each mark in one', (marks) => {
  const parts = partsOf({ order: new Uint32Array(marks) });
  expect(parts.length).toBeLessThanOrEqual(6);
  expect(parts.flatMap(({ from, to }) => [from, to])).toEqual(parts.flatMap((_, part) => [parts[part - 1]?.to ?? 0, parts[part + 1]?.from ?? marks]));
  if (marks > 0) expect([parts[0]?.from, parts.at(-1)?.to]).toEqual([0, marks]);
});
