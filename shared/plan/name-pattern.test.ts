import { expect, it } from 'vitest';
import { namePatterns } from './name-pattern.ts';

it.each([
  [['exim'], 'exim', 0],
  [['exim'], 'exim4', -1],
  [['a', 'exim*'], 'exim4', 1],
  [['e?im', 'exim'], 'exim', 0],
  [['exim-1-1.x86_64'], 'exim', 0],
  [['*'], 'exim', 0],
  [['a.b+', '[x]*'], 'axb', -1],
  [[], 'exim', -1],
])('%j is met by %s as %i', (patterns, name, expected) => {
  expect(namePatterns(patterns)(name, `${name}-1-1.x86_64`)).toBe(expected);
});

it('stays fast on many stars', () => {
  expect(namePatterns([`${'*a'.repeat(20)}*b`])('a'.repeat(60), '')).toBe(-1);
});
