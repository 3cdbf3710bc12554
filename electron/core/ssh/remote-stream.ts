import { Readable } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import { ProblemError } from '#shared/vocabulary/problem.ts';

export interface StreamOptions {
  readonly stdin?: Uint8Array | Readable | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface RemoteExit {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stderr: string;
}

const MAX_STDERR = 64 * 1024;

/** A command that runs on a builder: its stdout as chunks, then its exit. Closing it early closes its pipes over there. */
export class RemoteStream implements AsyncIterable<Uint8Array>, Disposable {
  readonly #channel: ClientChannel;
  readonly #exit = Promise.withResolvers<RemoteExit>();
  readonly #stderr: Buffer[] = [];
  #stderrSize = 0;
  #failure: Error | null = null;
  #news = Promise.withResolvers<undefined>();

  constructor(channel: ClientChannel, name: string, options: StreamOptions & { readonly onClose: () => void }) {
    this.#channel = channel;
    let exit: { code: number | null; signal: string | null } | null = null;
    const abort = (): void => {
      this.#fail(new ProblemError('cancelled', 'Cancelled.'));
    };
    options.signal?.addEventListener('abort', abort, { once: true });
    channel.on('exit', (code: number | null, signal?: string) => {
      exit = { code, signal: signal ?? null };
    });
    channel.on('error', (error: Error) => {
      this.#failure ??= new ProblemError('unreachable', `The connection to ${name} was lost.`, error.message);
    });
    channel.stderr.on('data', (chunk: Buffer) => {
      if (this.#stderrSize >= MAX_STDERR) return;
      this.#stderr.push(chunk.subarray(0, MAX_STDERR - this.#stderrSize));
      this.#stderrSize += chunk.length;
    });
    channel.on('close', () => {
      options.signal?.removeEventListener('abort', abort);
      options.onClose();
      if (exit === null) this.#exit.reject(this.#failure ?? new ProblemError('unreachable', `The connection to ${name} was lost while a command ran.`));
      else this.#exit.resolve({ ...exit, stderr: Buffer.concat(this.#stderr).toString('utf8') });
    });
    // Not everybody who reads the output waits for the exit.
    this.#exit.promise.catch(() => undefined);
    if (options.signal?.aborted === true) abort();
    else this.#feed(options.stdin);
  }

  /** How it ended; rejects where the line was lost before that was known. All output has to be read first. */
  get exit(): Promise<RemoteExit> {
    return this.#exit.promise;
  }

  /** Read once. What is not read holds the sender back. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    const channel = this.#channel;
    let ended = channel.readableEnded;
    const wake = (): void => {
      this.#news.resolve(undefined);
    };
    const end = (): void => {
      ended = true;
      wake();
    };
    channel.on('readable', wake).on('end', end).on('close', end);
    try {
      for (;;) {
        if (this.#failure !== null) throw this.#failure;
        const news = (this.#news = Promise.withResolvers<undefined>());
        const chunk: unknown = channel.read();
        if (Buffer.isBuffer(chunk)) yield chunk;
        else if (ended) return;
        else await news.promise;
      }
    } finally {
      channel.off('readable', wake).off('end', end).off('close', end);
      channel.resume();
    }
  }

  /** Closes its pipes over there and does not wait for an answer: a line that has gone silent would never give one. */
  close(): void {
    this.#fail(new ProblemError('cancelled', 'Cancelled.'));
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #feed(stdin: Uint8Array | Readable | undefined): void {
    if (!(stdin instanceof Readable)) {
      this.#channel.end(stdin);
      return;
    }
    stdin.on('error', (error: Error) => {
      this.#fail(error);
    });
    this.#channel.once('close', () => stdin.destroy());
    stdin.pipe(this.#channel);
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#exit.reject(this.#failure);
    this.#channel.destroy();
    // ssh2 says `close` only when all output was read, so what is left is read into nothing.
    this.#channel.resume();
    this.#news.resolve(undefined);
  }
}
