import type { LogLines } from '#shared/contract/schemas/log-view.ts';
import { MOST_LINES } from '#shared/logs/most-lines.ts';

/** Lines of one page. */
export const PAGE = 256;
/** Pages that are kept, the last used ones, and their characters all together: memory does not grow with the log. */
const MOST_PAGES = 48;
const MOST_CHARACTERS = 6_000_000;
/** Requests at one time. */
const MOST_ASKED = 4;

interface Page {
  readonly texts: readonly string[];
  readonly cut: ReadonlySet<number>;
  readonly characters: number;
  /** How many lines of it no longer change. */
  readonly settled: number;
  /** How long the log was when it was asked for. */
  readonly bytes: number;
}

/** How much there is of a log now. */
export interface Extent {
  readonly lines: number;
  readonly bytes: number;
}

export interface LoadedLine {
  readonly text: string;
  /** There is more of it than is shown. */
  readonly cut: boolean;
}

/**
 * The lines of a log that are near to what is in sight. `load` asks for lines, counted from 1; `changed` is called when some
 * have come; what could not be loaded is asked for again when it is wanted again.
 */
export class LogPages {
  readonly #load: (from: number, count: number) => Promise<LogLines>;
  readonly #changed: (lines: LogLines) => void;
  readonly #failed: (thrown: unknown) => void;
  /** By number, the least recently wanted first. */
  readonly #pages = new Map<number, Page>();
  readonly #asked = new Set<number>();
  #waiting: readonly number[] = [];
  #characters = 0;
  #bytes = 0;

  constructor(load: (from: number, count: number) => Promise<LogLines>, changed: (lines: LogLines) => void, failed: (thrown: unknown) => void) {
    this.#load = load;
    this.#changed = changed;
    this.#failed = failed;
  }

  get characters(): number {
    return this.#characters;
  }

  line(number: number): LoadedLine | null {
    const text = this.#pages.get(pageOf(number))?.texts[(number - 1) % PAGE];
    return text === undefined ? null : { text, cut: this.#pages.get(pageOf(number))?.cut.has(number) ?? false };
  }

  /** These lines are in sight: they are loaded, unless they are here as they are now. */
  want(numbers: Iterable<number>, { lines, bytes }: Extent): void {
    this.#bytes = bytes;
    const pages = new Set<number>();
    for (const number of numbers) pages.add(pageOf(number));
    const missing: number[] = [];
    for (const page of pages) {
      const known = this.#pages.get(page);
      if (known !== undefined) {
        this.#pages.delete(page);
        this.#pages.set(page, known);
      }
      const last = Math.min(lines - page * PAGE, PAGE);
      if (known === undefined || known.texts.length < last || (known.settled < last && known.bytes !== bytes)) missing.push(page);
    }
    this.#waiting = missing.filter((page) => !this.#asked.has(page));
    this.#ask();
  }

  /** Lines for a person to take away, whether they are here or not; at most {@link MOST_LINES}. */
  async take(from: number, to: number): Promise<readonly string[]> {
    const { texts } = await this.#load(from, Math.min(MOST_LINES, Math.max(1, to - from + 1)));
    return texts;
  }

  #ask(): void {
    while (this.#asked.size < MOST_ASKED) {
      const [page, ...rest] = this.#waiting;
      if (page === undefined) return;
      this.#waiting = rest;
      this.#asked.add(page);
      const bytes = this.#bytes;
      this.#load(page * PAGE + 1, PAGE).then(
        (lines) => {
          this.#asked.delete(page);
          this.#put(page, lines, bytes);
          this.#changed(lines);
          this.#ask();
        },
        (thrown: unknown) => {
          this.#asked.delete(page);
          this.#failed(thrown);
        },
      );
    }
  }

  #put(page: number, { texts, cut, wholeLines }: LogLines, bytes: number): void {
    const characters = texts.reduce((sum, text) => sum + text.length, 0);
    this.#characters += characters - (this.#pages.get(page)?.characters ?? 0);
    this.#pages.delete(page);
    this.#pages.set(page, { texts, cut: new Set(cut), characters, settled: Math.min(texts.length, wholeLines - page * PAGE), bytes });
    for (const [oldest, { characters: freed }] of this.#pages) {
      if (this.#pages.size <= MOST_PAGES && this.#characters <= MOST_CHARACTERS) break;
      if (oldest === page) continue;
      this.#pages.delete(oldest);
      this.#characters -= freed;
    }
  }
}

function pageOf(line: number): number {
  return Math.floor((line - 1) / PAGE);
}
