import { expect, test } from 'vitest';

import { meetsNeed, type BuilderNeed, type BuilderTraits } from './builder-need.ts';

const GIB = 1024 ** 3;
const big: BuilderTraits = { name: 'zbuild01', pool: 'lpar1', facts: { cores: 8, memoryBytes: 15.6 * GIB, diskFreeBytes: 100 * GIB, machine: '8561 z/VM 7.3.0' } };

test.each<[BuilderNeed, boolean]>([
  [{ names: ['zbuild01', 'zbuild02'] }, true],
  [{ names: ['zbuild02'] }, false],
  [{ pool: 'lpar1' }, true],
  [{ pool: 'lpar2' }, false],
  [{ machine: '8561' }, true],
  [{ machine: '3931' }, false],
  [{ cores: 8 }, true],
  [{ cores: 9 }, false],
  [{ memory: 16 }, true],
  [{ memory: 17 }, false],
  [{ disk: 100 }, true],
  [{ disk: 101 }, false],
  [{ pool: 'lpar1', cores: 99 }, false],
])('a builder of 8 cores, 16 GiB and 100 GiB of disk, and %j: %s', (need, meets) => expect(meetsNeed(need, big)).toBe(meets));

test('of a builder that cannot be asked only its name and pool are known', () => {
  const silent = { ...big, facts: null };
  expect([meetsNeed({ names: ['zbuild01'], pool: 'lpar1' }, silent), meetsNeed({ cores: 1 }, silent), meetsNeed({ machine: '8561' }, silent)]).toEqual([true, false, false]);
});
