import { describe, expect, it } from 'vitest';

import { attemptRow } from '#shared/contract/schemas/attempt.ts';

import { excerptOf, fileNameOf, nameOf } from './log-text.ts';

const row = attemptRow.parse({
  id: 'a1', source: 'lua', number: 2, pass: 1, scratch: false, builder: 'zbuild01', state: 'failed', phase: null, createdAt: 0, endedAt: 1, generation: 3,
  failureClass: 'architecture-flags', fault: 'architecture', causal: null, logBytes: 10,
});
const texts = Array.from({ length: 14 }, (_, index) => `\u001b[1mline ${index + 87}\u001b[0m`);
const session = { attempt: 'a1', row };

describe('what is taken out of a log', () => {
  it('says where an excerpt is from, and marks its line', () => {
    const lines = excerptOf(session, texts, 87, { first: 97, last: 97 }).split('\n');
    expect(lines[0]).toBe('lua, attempt 2 on zbuild01 (failed, architecture flags), line 97:');
    expect(lines[1]).toBe('   87  line 87');
    expect(lines[11]).toBe('>  97  line 97');
    expect(lines.at(-2)).toBe('  100  line 100');
    const range = excerptOf(session, texts, 87, { first: 88, last: 90 });
    expect(range).toContain('lines 88 to 90:');
    expect(range.match(/^>/gm)).toHaveLength(3);
  });

  it('has a name for a person and one for a file', () => {
    expect(nameOf(session)).toBe('lua · 2');
    expect(fileNameOf(session)).toBe('lua-attempt-2-zbuild01.log');
    expect(fileNameOf({ attempt: 'a1', row: null })).toBe('a1.log');
  });
});
