import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client, ClientChannel } from 'ssh2';
import { ProblemError } from '#shared/vocabulary/problem.ts';
import type { ShellCommand } from '#shared/vocabulary/shell.ts';
import { handshake, type ConnectionOptions } from './handshake.ts';
import { Limiter } from './limiter.ts';
import { RemoteStream, type StreamOptions } from './remote-stream.ts';

export interface ExecOptions {
  readonly stdin?: Uint8Array | Readable | undefined;
  readonly signal?: AbortSignal | undefined;
  /** More than this much on stdout is an error. Default 16 MiB. */
  readonly maxOutput?: number | undefined;
}

export interface ExecResult {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: Buffer;
  /** Its first 64 KiB. */
  readonly stderr: string;
}

/** sshd's MaxSessions is ten unless somebody changed it, and it counts a session until its process is reaped. */
const MAX_CHANNELS = 9;
/** How often, and after how long, a command that was refused for want of a session is tried again. */
const OPEN_TRIES = 50;
const OPEN_RETRY_MS = 200;
const DEFAULT_MAX_OUTPUT = 16 * 1024 * 1024;

/** One SSH connection that runs commands. It is open until {@link close} or until the line is lost; it never comes back by itself. */
export class Connection implements AsyncDisposable {
  readonly #client: Client;
  readonly #name: string;
  readonly #limiter = new Limiter(MAX_CHANNELS);
  readonly #lost = Promise.withResolvers<ProblemError | null>();
  readonly #end = new AbortController();
  #problem: ProblemError | null = null;

  private constructor(client: Client, name: string) {
    this.#client = client;
    this.#name = name;
    // Commands are small and wait for their answers: Nagle's algorithm would hold each back for a tenth of a second.
    client.setNoDelay(true);
    client.on('error', (error) => {
      this.#problem ??= new ProblemError('unreachable', `The connection to ${name} was lost.`, error.message);
    });
    client.on('close', () => {
      const problem = this.#end.signal.aborted ? null : (this.#problem ?? this.#gone());
      this.#end.abort(problem ?? this.#gone());
      this.#lost.resolve(problem);
    });
  }

  /** Throws HostKeyError, LoginError, or a ProblemError (`unreachable`, `cancelled`). */
  static async open(options: ConnectionOptions, signal?: AbortSignal): Promise<Connection> {
    const client = await handshake(options, signal);
    return new Connection(client, `${options.host}:${options.port}`);
  }

  /** Settles once, when the line is gone: null after {@link close}, else why. */
  get closed(): Promise<ProblemError | null> {
    return this.#lost.promise;
  }

  /** Runs a command to its end. Throws where the line was lost before its exit status was known; what it did is then unknown. */
  async exec(command: ShellCommand, options: ExecOptions = {}): Promise<ExecResult> {
    const limit = options.maxOutput ?? DEFAULT_MAX_OUTPUT;
    using stream = await this.execStream(command, options);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of stream) {
      size += chunk.length;
      if (size > limit) throw new ProblemError('limit', `${this.#name} answered with more than ${limit} bytes.`);
      chunks.push(chunk);
    }
    const { code, signal, stderr } = await stream.exit;
    return { code, signal, stdout: Buffer.concat(chunks), stderr };
  }

  /** Runs a command whose output is read as it comes; a reader that is slow slows the sender. The stream must be closed. */
  async execStream(command: ShellCommand, options: StreamOptions = {}): Promise<RemoteStream> {
    const leave = await this.#limiter.enter(options.signal === undefined ? this.#end.signal : AbortSignal.any([options.signal, this.#end.signal]));
    try {
      for (let tries = 1; ; tries += 1) {
        this.#end.signal.throwIfAborted();
        const stream = await this.#openStream(command, (channel) => new RemoteStream(channel, this.#name, { ...options, onClose: leave }));
        if (stream instanceof RemoteStream) return stream;
        if (tries >= OPEN_TRIES) throw stream;
        await delay(OPEN_RETRY_MS, undefined, { signal: this.#end.signal });
      }
    } catch (error) {
      leave();
      throw this.#end.signal.aborted ? (this.#problem ?? this.#gone()) : error;
    }
  }

  /** Ends the connection and everything that runs on it. */
  async close(): Promise<void> {
    if (!this.#end.signal.aborted) {
      this.#end.abort(this.#gone());
      this.#client.destroy();
    }
    await this.#lost.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #gone(): ProblemError {
    return new ProblemError('unreachable', `The connection to ${this.#name} is closed.`);
  }

  /**
   * A refusal is returned: for want of a session it may pass. The stream is made within the callback, since a command
   * may be over, exit status and all, before anybody who awaits comes to listen.
   */
  #openStream(command: ShellCommand, streamOf: (channel: ClientChannel) => RemoteStream): Promise<RemoteStream | ProblemError> {
    return new Promise((resolve, reject) => {
      // A line that is lost meanwhile leaves the callback uncalled.
      const give = (): void => {
        reject(this.#problem ?? this.#gone());
      };
      this.#end.signal.addEventListener('abort', give, { once: true });
      this.#client.exec(command, (error, channel) => {
        this.#end.signal.removeEventListener('abort', give);
        if (error === undefined) resolve(streamOf(channel));
        else resolve(new ProblemError('unreachable', `${this.#name} refused to run a command.`, error.message));
      });
    });
  }
}
