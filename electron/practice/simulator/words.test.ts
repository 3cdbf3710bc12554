import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quote } from '#shared/vocabulary/shell.ts';
import { parseWords } from './words.ts';

const word = fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => !text.includes('\0'));

describe('words of a command line', () => {
  it('are what quote was given', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (words) => {
        expect(parseWords(words.map(quote).join(' '))).toEqual(words);
      }),
    );
  });

  it('are read as sh reads them, wherever they are read at all', () => {
    const piece = fc.constantFrom('a', 'b-1', '/x', ' ', "'", "\\'", '$', '"', '\\', '`', ';', '&', '|', '>', '*', '~', '(', '#', '\n', '%', '=');
    const lines = fc.sample(fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join('')), { numRuns: 3000, seed: 1 });
    const readable = [...new Set(lines)].filter((line) => parseWords(line) !== null);
    expect(readable.length).toBeGreaterThan(50);
    const script = readable.map((line) => `printf '%s\\0' a ${line}; printf '\\1'`).join('\n');
    const said = execFileSync('sh', ['-c', script]).toString().split('\x01').slice(0, -1);
    expect(said).toEqual(readable.map((line) => ['a', ...(parseWords(line) ?? [])].map((text) => `${text}\0`).join('')));
  });

  it('are refused with anything else of a shell in them', () => {
    for (const line of ['', ' a', 'a ', 'a  b', 'a;b', 'a $b', '"a"', 'a\nb', "'a", 'a`b`', 'a>b', '~', 'a*', "''\0"]) expect(parseWords(line)).toBeNull();
  });
});
