import type { Rows } from './fold.ts';
import type { LogBuffer } from './log-buffer.ts';

/**
 * Rows of a log whose lines are wrapped at `columns` characters. A line's length is taken from its bytes, without
 * decoding it: exact for ASCII, somewhat too many rows for a line in another script or with control sequences.
 */
export class WrappedRows implements Rows {
  readonly columns: number;
  readonly #buffer: LogBuffer;
  /** `#before[n]` rows stand before line n + 1; known for the first `#known` lines and one more. */
  #before = new Float64Array(1 << 10);
  #known = 0;

  constructor(buffer: LogBuffer, columns: number) {
    this.#buffer = buffer;
    this.columns = Math.max(1, columns);
  }

  /** Takes the lines that have come since; the last one may have grown. */
  extend(): void {
    const { lines } = this.#buffer;
    if (lines + 2 > this.#before.length) {
      const grown = new Float64Array(Math.max(this.#before.length * 2, lines + 2));
      grown.set(this.#before);
      this.#before = grown;
    }
    for (let line = Math.max(1, this.#known); line <= lines; line++) {
      this.#before[line] = (this.#before[line - 1] ?? 0) + Math.max(1, Math.ceil(this.#buffer.lineBytes(line) / this.columns));
    }
    this.#known = lines;
  }

  rowsBefore(line: number): number {
    return this.#before[Math.max(0, Math.min(this.#known, line - 1))] ?? 0;
  }

  lineAt(row: number): number {
    let low = 1;
    let high = Math.max(1, this.#known);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.rowsBefore(middle) <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
