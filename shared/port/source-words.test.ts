import { expect, it } from 'vitest';

import { sayFound } from './source-words.ts';

const NOTHING = { trees: 0, specs: 0, evaluated: 0, packages: 0, uncloned: 0 };

it('says what was found, and what is still to be done', () => {
  expect(sayFound(null, 0)).toBe('not read yet');
  expect(sayFound(NOTHING, 2)).toBe('nothing, 2 problems');
  expect(sayFound({ ...NOTHING, trees: 90, specs: 89, evaluated: 80 }, 1)).toBe('90 trees, 89 specs, 9 not evaluated yet, 1 problem');
  expect(sayFound({ ...NOTHING, packages: 2653 }, 0)).toBe('2653 source packages');
  expect(sayFound({ ...NOTHING, uncloned: 1 }, 0)).toBe('1 not cloned yet');
  expect(sayFound({ ...NOTHING, trees: 1 }, 0)).toBe('1 tree, 0 specs');
});
