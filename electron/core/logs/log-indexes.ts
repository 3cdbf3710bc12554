import { mkdirSync } from 'node:fs';
import { open, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { LineIndex, type IndexState } from '#shared/logs/line-index.ts';
import type { AttemptId } from '#shared/vocabulary/ids.ts';

import { parseIndexState } from './index-file.ts';

/** Indexes that are kept in memory, the last used ones. */
const MOST_KEPT = 24;
/** Bytes that are indexed at a time: the rest of the program gets its turn in between. */
const PIECE = 1024 * 1024;
/** The index of a shorter log is made faster than it is read. */
const WORTH_KEEPING = 1024 * 1024;

interface Kept {
  readonly index: LineIndex;
  catchingUp: Promise<void> | null;
}

/**
 * The line index of each log, brought up to its file when it is asked for. Of long logs it is kept on disk beside the
 * program's other caches: it may be deleted at any time.
 */
export class LogIndexes {
  readonly #folder: string;
  readonly #fileOf: (attempt: AttemptId) => string;
  readonly #kept = new Map<AttemptId, Kept>();
  readonly #writing = new Set<Promise<void>>();

  constructor(folder: string, fileOf: (attempt: AttemptId) => string) {
    this.#folder = folder;
    this.#fileOf = fileOf;
    mkdirSync(folder, { recursive: true });
  }

  /** Bytes have been appended to a log. They are taken where all before them are known; else they are read when somebody asks. */
  appended(attempt: AttemptId, bytes: Uint8Array, offset: number): void {
    if (offset === 0) this.#keep(attempt, new LineIndex());
    const kept = this.#kept.get(attempt);
    if (kept?.catchingUp === null && kept.index.bytes === offset) kept.index.push(bytes);
  }

  /** The attempt has ended: whoever opens its log finds the index made. */
  finished(attempt: AttemptId, length: number): void {
    if (length < WORTH_KEEPING) return;
    const kept = this.upTo(attempt, length)
      .then((index) => this.#write(attempt, index.state()))
      // Whoever opens the log makes it again where this could not.
      .catch(() => undefined)
      .finally(() => this.#writing.delete(kept));
    this.#writing.add(kept);
  }

  /** Resolves when what was finished so far is on disk. */
  async settled(): Promise<void> {
    await Promise.all(this.#writing);
  }

  /** The index with at least the first `length` bytes, which the file has. */
  async upTo(attempt: AttemptId, length: number): Promise<LineIndex> {
    const kept = this.#kept.get(attempt) ?? this.#keep(attempt, new LineIndex(await this.#read(attempt, length)));
    this.#touch(attempt, kept);
    while (kept.index.bytes < length) {
      kept.catchingUp ??= this.#catchUp(attempt, kept.index, length).finally(() => (kept.catchingUp = null));
      const before = kept.index.bytes;
      await kept.catchingUp;
      // The file is shorter than it was said to be: somebody has cut it.
      if (kept.index.bytes === before) break;
    }
    return kept.index;
  }

  #keep(attempt: AttemptId, index: LineIndex): Kept {
    const known = this.#kept.get(attempt);
    if (known !== undefined) return known;
    const kept: Kept = { index, catchingUp: null };
    this.#kept.set(attempt, kept);
    for (const [oldest] of this.#kept) {
      if (this.#kept.size <= MOST_KEPT) break;
      this.#kept.delete(oldest);
    }
    return kept;
  }

  #touch(attempt: AttemptId, kept: Kept): void {
    this.#kept.delete(attempt);
    this.#kept.set(attempt, kept);
  }

  async #catchUp(attempt: AttemptId, index: LineIndex, length: number): Promise<void> {
    const from = index.bytes;
    const file = await open(this.#fileOf(attempt), 'r');
    try {
      const piece = new Uint8Array(Math.min(PIECE, length - from));
      while (index.bytes < length) {
        const { bytesRead } = await file.read(piece, 0, Math.min(piece.length, length - index.bytes), index.bytes);
        if (bytesRead === 0) break;
        index.push(piece.subarray(0, bytesRead));
      }
    } finally {
      await file.close();
    }
    if (index.bytes - from >= WORTH_KEEPING) await this.#write(attempt, index.state());
  }

  #pathOf(attempt: AttemptId): string {
    return join(this.#folder, `${attempt}.json`);
  }

  /** What was kept, where it fits a log of so many bytes; null otherwise. */
  async #read(attempt: AttemptId, length: number): Promise<IndexState | null> {
    try {
      const state = parseIndexState(await readFile(this.#pathOf(attempt), 'utf8'));
      return state !== null && state.bytes <= length ? state : null;
    } catch {
      return null;
    }
  }

  async #write(attempt: AttemptId, state: IndexState): Promise<void> {
    const path = this.#pathOf(attempt);
    try {
      await writeFile(`${path}.new`, JSON.stringify({ version: 1, ...state }));
      await rename(`${path}.new`, path);
    } catch {
      // A cache that cannot be written is made again.
    }
  }
}
