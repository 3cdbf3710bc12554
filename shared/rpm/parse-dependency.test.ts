import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDependency } from './dependency.ts';
import { parseDependency, RICH_DEPTH_MAX } from './parse-dependency.ts';
import { dependency } from './testing/arbitraries.ts';

function formatted(text: string): string {
  const parsed = parseDependency(text);
  return parsed.ok ? formatDependency(parsed.value) : `refused: ${parsed.error.code}`;
}

describe('parseDependency', () => {
  it('reads back what formatDependency writes', () => {
    fc.assert(fc.property(dependency, (value) => {
      expect(parseDependency(formatDependency(value))).toEqual({ ok: true, value });
    }), { numRuns: 1000 });
  });

  it('never throws and never reads one text in two ways', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('(', ')', ' ', 'a', 'and', 'or', 'if', 'else', 'unless', 'with', 'without', '>=', '1', ':', '-', '\t')).map((parts) => parts.join('')), (text) => {
      const parsed = parseDependency(text);
      if (parsed.ok) expect(parseDependency(formatDependency(parsed.value))).toEqual(parsed);
    }), { numRuns: 3000 });
  });

  it('reads rich dependencies as they are found in distributions', () => {
    for (const text of [
      '(langpacks-core-de if langpacks-core)',
      '((gcc and gcc-c++) or clang >= 1:9.0-1)',
      '(python3dist(foo) >= 1 with python3dist(foo) < 2)',
      '(kernel without kernel(x86_64))',
      '(a unless b else (c or d or e))',
    ]) expect(formatted(text)).toBe(text);
    expect(formatted('( a  =>\t1 )')).toBe('a >= 1');
  });

  it('refuses what rpm refuses', () => {
    for (const text of ['', '(', '()', '(a and b', '(a and b or c)', '(a b)', 'a b', 'a >= ', '>= 1', '(a and)', '(a if b else c else d)', '(a without b without c)', '(a and b) c', 'a)']) {
      expect([text, formatted(text)]).toEqual([text, 'refused: bad-input']);
    }
  });

  it('refuses what is nested too deep, and reads what is just not', () => {
    const nested = (depth: number) => '(a and '.repeat(depth) + 'b' + ')'.repeat(depth);
    expect(parseDependency(nested(RICH_DEPTH_MAX)).ok).toBe(true);
    expect(formatted(nested(RICH_DEPTH_MAX + 1))).toBe('refused: limit');
    expect(formatted('('.repeat(60_000))).toBe('refused: limit');
    expect(formatted('a'.repeat(70_000))).toBe('refused: limit');
  });
});
