import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ProblemError } from '#shared/vocabulary/problem.ts';

/** A build's log on this machine. Its length is the offset that the builder is asked for next, whatever happened to the core meanwhile. */
export class LogFile implements AsyncDisposable {
  readonly #file: FileHandle;
  #length: number;

  private constructor(file: FileHandle, length: number) {
    this.#file = file;
    this.#length = length;
  }

  static async open(path: string): Promise<LogFile> {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, 'a');
    return new LogFile(file, (await file.stat()).size);
  }

  /** Bytes that are here. */
  get length(): number {
    return this.#length;
  }

  /** Appends what begins at `offset`, which has to be {@link length}: each byte lands exactly once. */
  async append(bytes: Uint8Array, offset: number): Promise<void> {
    if (offset !== this.#length) {
      throw new ProblemError('internal', 'A part of a log arrived out of order.', `at ${offset}, but ${this.#length} bytes are here`);
    }
    let written = 0;
    while (written < bytes.length) {
      const { bytesWritten } = await this.#file.write(bytes, written);
      written += bytesWritten;
      this.#length += bytesWritten;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
  }
}
