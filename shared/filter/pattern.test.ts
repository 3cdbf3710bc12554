import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { patternOf } from './pattern.ts';

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A', 'Z', '0', '-', '.', '_', ' '), maxLength: 12 });
const literal = fc.constantFrom('a', 'b', 'C', '0', '-', '\\.', '.', '\\d', '\\w', '\\S', '[a-c]', '[^b]', '[A-Z0-]', '[\\d_]', '\\b', '^', '$');
const { node } = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    literal,
    fc.tuple(tie('node'), tie('node')).map((parts) => parts.join('')),
    fc.tuple(tie('node'), tie('node')).map((parts) => `(${parts.join('|')})`),
    fc.tuple(tie('node'), fc.constantFrom('*', '+', '?', '{2}', '{0,2}', '{1,}', '*?')).map(([part, repeat]) => `(?:${part})${repeat}`),
  ),
}));

describe('a pattern', () => {
  it('finds what the language’s own expressions find', () => {
    fc.assert(
      fc.property(node, letters, (source, text) => {
        const pattern = patternOf(source);
        if (!pattern.ok) return;
        expect(pattern.value.test(text), `/${source}/ in “${text}”`).toBe(new RegExp(source, 'i').test(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('takes any text, or says in words why not', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '(', ')', '[', ']', '{', '1', ',', '}', '*', '+', '?', '\\', '|', '^', '-', '$', ':'), maxLength: 30 }), letters, (source, text) => {
        const pattern = patternOf(source);
        if (pattern.ok) pattern.value.test(text);
        else expect(pattern.error).toMatch(/\.$/);
      }),
    );
  });

  it.each(['(a*)*b', '(a|a)*b', 'a*a*a*a*a*a*a*a*b', '(a{0,30}){0,30}b'])('does not lose itself in %s', (source) => {
    const pattern = patternOf(source);
    if (pattern.ok) expect(pattern.value.test('a'.repeat(255))).toBe(false);
    else expect(pattern.error).toBe('it repeats too much.');
  });

  it.each([
    ['(?=a)', '(?:'],
    ['(a', 'not closed'],
    ['a)', 'no ( before'],
    ['[z-a]', 'wrong order'],
    ['*a', 'nothing before'],
    ['\\1', 'not known'],
    ['('.repeat(90), 'too deep'],
    ['a'.repeat(300), 'longer'],
  ])('says what is wrong with %s', (source, words) => {
    const pattern = patternOf(source);
    expect(pattern.ok ? '' : pattern.error).toContain(words);
  });
});
