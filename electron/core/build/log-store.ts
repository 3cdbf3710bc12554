import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

import type { LogChunk } from '#shared/contract/schemas/log.ts';
import type { AttemptState } from '#shared/vocabulary/attempt-state.ts';
import type { AttemptId } from '#shared/vocabulary/ids.ts';

import { Live } from '../live/live.ts';

/** The most that one chunk carries to a window (architecture.md, "The contract"). */
export const CHUNK = 64 * 1024;
/** Milliseconds within which a window’s chunk fills up, so that a chatty build does not become a storm of small frames. */
const GATHER = 50;

/** Who else wants to know of every byte that lands, in order. */
export interface LogListener {
  appended(attempt: AttemptId, bytes: Uint8Array, offset: number): void;
  finished(attempt: AttemptId, length: number): void;
}

interface OpenLog {
  readonly descriptor: number;
  readonly length: Live<number>;
}

/**
 * The logs of attempts, each one file whose length is the offset of the next byte: what arrives at an offset that is
 * there already is known, what would leave a gap is refused, so each byte lands exactly once.
 */
export class LogStore {
  readonly #folder: string;
  readonly #open = new Map<AttemptId, OpenLog>();
  readonly #listener: LogListener | null;

  constructor(folder: string, listener: LogListener | null = null) {
    this.#folder = folder;
    this.#listener = listener;
    mkdirSync(folder, { recursive: true });
  }

  fileOf(attempt: AttemptId): string {
    return join(this.#folder, `${attempt}.log`);
  }

  /** Bytes that are here: the offset to go on from. */
  lengthOf(attempt: AttemptId): number {
    const open = this.#open.get(attempt);
    if (open !== undefined) return open.length.value;
    const file = this.fileOf(attempt);
    return existsSync(file) ? statSync(file).size : 0;
  }

  /** Writes bytes that begin at `offset`. Throws a RangeError when bytes before them are missing. */
  append(attempt: AttemptId, bytes: Uint8Array, offset: number): void {
    const log = this.#opened(attempt);
    const known = log.length.value - offset;
    if (known < 0) throw new RangeError(`The log of ${attempt} ends at ${log.length.value}; bytes from ${offset} leave a gap.`);
    const fresh = bytes.subarray(known);
    let written = 0;
    while (written < fresh.length) written += writeSync(log.descriptor, fresh, written, fresh.length - written, log.length.value + written);
    if (fresh.length === 0) return;
    this.#listener?.appended(attempt, fresh, log.length.value);
    log.length.set(log.length.value + fresh.length);
  }

  /** Nothing more comes; followers read what is left and end. */
  finish(attempt: AttemptId): void {
    const log = this.#open.get(attempt);
    if (log === undefined) return;
    this.#open.delete(attempt);
    log.length.set(log.length.value);
    closeSync(log.descriptor);
    this.#listener?.finished(attempt, log.length.value);
  }

  /** Resolves soon after a log has become longer than `length`, or after a while when nobody writes it (the attempt has not begun). */
  grown(attempt: AttemptId, length: number, signal: AbortSignal): Promise<void> {
    return this.#next(this.#open.get(attempt)?.length, length, signal);
  }

  /**
   * The log from byte `from` in chunks of at most {@link CHUNK} bytes: what is there at once, then as it arrives. The
   * last chunk says how the attempt ended, as `endOf` knows it (null while it goes on), and may be empty.
   */
  async *follow(attempt: AttemptId, from: number, endOf: () => AttemptState | null, signal: AbortSignal): AsyncGenerator<LogChunk> {
    let offset = from;
    let told = false;
    for (;;) {
      if (signal.aborted) return;
      // Asked before the length: an end that is known now has all its bytes in the file.
      const ended = endOf();
      const live = this.#open.get(attempt)?.length;
      const length = this.lengthOf(attempt);
      while (offset < length) {
        const bytes = await this.#read(attempt, offset, Math.min(CHUNK, length - offset));
        if (bytes.length === 0) break;
        offset += bytes.length;
        told = ended !== null && offset >= length;
        yield { offset: offset - bytes.length, bytes, ended: told ? ended : null };
      }
      if (ended !== null) {
        if (!told) yield { offset, bytes: new Uint8Array(0), ended };
        return;
      }
      await this.#next(live, length, signal);
    }
  }

  close(): void {
    for (const attempt of [...this.#open.keys()]) this.finish(attempt);
  }

  /** Resolves soon after more has arrived, or after a while when nobody writes (the attempt has not begun). */
  async #next(live: Live<number> | undefined, length: number, signal: AbortSignal): Promise<void> {
    if (live?.value === length) {
      const hurry = new AbortController();
      const timer = setTimeout(() => hurry.abort(), 20 * GATHER);
      await live.changed(AbortSignal.any([signal, hurry.signal]));
      clearTimeout(timer);
    }
    await new Promise((resolve) => setTimeout(resolve, GATHER));
  }

  #opened(attempt: AttemptId): OpenLog {
    const known = this.#open.get(attempt);
    if (known !== undefined) return known;
    const descriptor = openSync(this.fileOf(attempt), existsSync(this.fileOf(attempt)) ? 'r+' : 'w+');
    const log = { descriptor, length: new Live(fstatSync(descriptor).size) };
    this.#open.set(attempt, log);
    return log;
  }

  async #read(attempt: AttemptId, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const buffer: Uint8Array<ArrayBuffer> = new Uint8Array(length);
    const open = this.#open.get(attempt);
    if (open !== undefined) return buffer.subarray(0, readSync(open.descriptor, buffer, 0, length, offset));
    const file = await openIfThere(this.fileOf(attempt));
    if (file === null) return new Uint8Array(0);
    try {
      const { bytesRead } = await file.read(buffer, 0, length, offset);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }
}

async function openIfThere(file: string): Promise<Awaited<ReturnType<typeof open>> | null> {
  try {
    return await open(file, 'r');
  } catch {
    return null;
  }
}
