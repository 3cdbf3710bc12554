import { LONGEST_LINE } from './line-cutter.ts';
import { finderOf, marksOf, type Finder, type Found, type LinePattern } from './line-pattern.ts';
import { plainLine } from './plain-line.ts';

/** A line that was found. */
export interface Hit {
  readonly line: number;
  /** The piece of it around the first match, at most {@link MOST_TEXT} characters. */
  readonly text: string;
  /** Where the match is in `text`. */
  readonly column: number;
  readonly length: number;
  /** For a regular expression where it matches in the whole line, so that nobody else need run it; else empty. */
  readonly marks: readonly Found[];
}

export const MOST_TEXT = 160;
const BEFORE = 40;
const MOST_MARKS = 12;
const NEWLINE = 10;
const ESCAPE = 27;
const RETURN = 13;

/**
 * Looks through a log as its bytes come: whole lines only, each once. What is found is what is seen: colours and what was
 * overwritten are left out.
 */
export class LineSearch {
  readonly #finder: Finder;
  /** In plain words nothing but whole blocks need be looked at; null for a regular expression. */
  readonly #needle: string | null;
  readonly #fold: boolean;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #carry: Uint8Array = new Uint8Array(0);
  #line: number;

  /** `after`: the line before the first that comes. Null where the pattern is none (see {@link finderOf}). */
  static of(pattern: LinePattern, after: number): LineSearch | null {
    const finder = finderOf(pattern);
    return finder === null ? null : new LineSearch(pattern, finder, after);
  }

  private constructor({ text, regex, matchCase }: LinePattern, finder: Finder, after: number) {
    this.#finder = finder;
    this.#needle = regex ? null : matchCase ? text : text.toLowerCase();
    this.#fold = !matchCase;
    this.#line = after;
  }

  /** The last line that was looked at. */
  get line(): number {
    return this.#line;
  }

  push(bytes: Uint8Array, hit: (hit: Hit) => void): void {
    const end = bytes.lastIndexOf(NEWLINE);
    if (end === -1) {
      this.#carry = clipped(joined(this.#carry, bytes));
      return;
    }
    const block = joined(this.#carry, bytes.subarray(0, end + 1));
    this.#carry = clipped(bytes.slice(end + 1));
    this.#block(block, hit);
  }

  /** Looks at a last line without its newline: the log has ended. */
  end(hit: (hit: Hit) => void): void {
    if (this.#carry.length > 0) this.push(Uint8Array.of(NEWLINE), hit);
  }

  #block(block: Uint8Array, hit: (hit: Hit) => void): void {
    const text = this.#decoder.decode(block);
    const isPlain = !block.includes(ESCAPE) && !block.includes(RETURN);
    const folded = this.#fold && this.#needle !== null && isPlain ? text.toLowerCase() : text;
    if (this.#needle === null || !isPlain || folded.length !== text.length) this.#lines(text, hit);
    else this.#words(text, folded, this.#needle, hit);
  }

  #lines(text: string, hit: (hit: Hit) => void): void {
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      this.#line += 1;
      const line = plainLine(text.slice(start, Math.min(end, start + LONGEST_LINE)));
      const found = this.#finder(line, 0);
      if (found !== null) hit(hitOf(this.#line, line, found, this.#needle === null ? marksOf(this.#finder, line).slice(0, MOST_MARKS) : []));
      start = end + 1;
    }
  }

  /** The whole block at once: a line is cut out only where something was found. */
  #words(text: string, folded: string, needle: string, hit: (hit: Hit) => void): void {
    let start = 0;
    let found = folded.indexOf(needle);
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      this.#line += 1;
      if (found !== -1 && found < start) found = folded.indexOf(needle, start);
      if (found !== -1 && found < end) {
        if (found + needle.length <= start + LONGEST_LINE) hit(hitOf(this.#line, text.slice(start, Math.min(end, start + LONGEST_LINE)), { column: found - start, length: needle.length }, []));
        found = folded.indexOf(needle, end);
      }
      start = end + 1;
    }
  }
}

function hitOf(line: number, text: string, { column, length }: Found, marks: readonly Found[]): Hit {
  const from = column > MOST_TEXT / 2 ? column - BEFORE : 0;
  const piece = text.slice(from, from + MOST_TEXT);
  return { line, text: from > 0 ? `…${piece}` : piece, column: column - from + (from > 0 ? 1 : 0), length: Math.min(length, MOST_TEXT), marks };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** Of a line that never ends only its beginning is kept. */
function clipped(line: Uint8Array): Uint8Array {
  return line.length > LONGEST_LINE ? line.slice(0, LONGEST_LINE) : line;
}
