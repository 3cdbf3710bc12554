import { expect, it } from 'vitest';

import { contextFromOf } from './causal-line.ts';

it('says where the context begins, for events of older versions as well', () => {
  expect(contextFromOf({ line: 9, text: 'x', context: ['a', 'x'], contextFrom: 8 })).toBe(8);
  expect(contextFromOf({ line: 9, text: 'x', context: ['a', 'b', 'c', 'x'] })).toBe(6);
  expect(contextFromOf({ line: 2, text: 'x', context: ['a', 'x'] })).toBe(1);
});
