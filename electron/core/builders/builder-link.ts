import { ProblemError, problemOf } from '#shared/vocabulary/problem.ts';
import type { ShellCommand } from '#shared/vocabulary/shell.ts';
import { replyLines } from '../jobs/reply.ts';
import { PORTOLAN_JOB } from '../jobs/script/portolan-job.ts';
import { Connection } from '../ssh/connection.ts';
import { HostKeyError, LoginError } from '../ssh/handshake.ts';
import type { HostKeyStore } from '../ssh/host-key-store.ts';
import { IDLE, nextLinkState, type LinkEvent, type LinkState } from '../ssh/reconnect.ts';
import { incapabilities, parseFacts } from './facts.ts';
import { jobCommand, setupCommand } from './setup.ts';
import type { BuilderConfig, BuilderFacts, BuilderStatus } from './types.ts';

/** A builder whose line is up and whose job script is in place. */
export interface ReadyBuilder {
  readonly connection: Connection;
  readonly facts: BuilderFacts;
  command(verb: string, ...args: readonly (string | number)[]): ShellCommand;
}

/** What jobs and repositories need of a builder. */
export interface BuilderLine {
  readonly name: string;
  /** Waits for the line, however often it has to be tried; rejects when only a person can help, or when `signal` says so. */
  ready(signal?: AbortSignal): Promise<ReadyBuilder>;
  /** The builder behaves as if it had been set up anew: connect and set up again. */
  renew(builder: ReadyBuilder): void;
}

export interface BuilderLinkOptions {
  readonly hostKeys: HostKeyStore;
  /** The architecture it has to build for; null: any (a repository host). */
  readonly arch: string | null;
  readonly now?: () => number;
  readonly random?: () => number;
  readonly connectTimeoutMs?: number | undefined;
  readonly keepaliveMs?: number | undefined;
  /** Multiplies every wait before another try. Default 1. */
  readonly pace?: number | undefined;
}

interface Waiter {
  resolve(builder: ReadyBuilder): void;
  reject(error: Error): void;
}

/** Keeps one warm connection to a builder: connects when somebody wants it, again after a loss, and tells where it stands. */
export class BuilderLink implements BuilderLine, AsyncDisposable {
  readonly config: BuilderConfig;
  readonly #options: BuilderLinkOptions;
  readonly #now: () => number;
  readonly #random: () => number;
  readonly #listeners = new Set<(status: BuilderStatus) => void>();
  readonly #waiters = new Set<Waiter>();
  readonly #closing = new AbortController();
  #state: LinkState = IDLE;
  #status: BuilderStatus;
  #ready: ReadyBuilder | null = null;
  #refusal: Error | null = null;
  #unknownKey: HostKeyError | null = null;
  #timer: NodeJS.Timeout | null = null;
  #connecting: Promise<void> = Promise.resolve();

  constructor(config: BuilderConfig, options: BuilderLinkOptions) {
    this.config = config;
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#random = options.random ?? Math.random;
    this.#status = config.disabled === true ? { kind: 'disabled' } : { kind: 'unknown' };
  }

  get name(): string {
    return this.config.name;
  }

  get status(): BuilderStatus {
    return this.#status;
  }

  /** Calls back at every change of {@link status}; returns the way to stop that. */
  onStatus(listener: (status: BuilderStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  ready(signal?: AbortSignal): Promise<ReadyBuilder> {
    if (this.#ready !== null) return Promise.resolve(this.#ready);
    if (signal?.aborted === true) return Promise.reject(new ProblemError('cancelled', 'Cancelled.'));
    if (this.config.disabled === true) return Promise.reject(new ProblemError('refused', `The builder ${this.name} is disabled.`));
    if (this.#state.kind === 'closed') return Promise.reject(new ProblemError('cancelled', 'Portolan is closing.'));
    if (this.#state.kind === 'halted') return Promise.reject(this.#refusal ?? new ProblemError('refused', `The builder ${this.name} waits for a person.`));
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiters.delete(waiter);
        reject(new ProblemError('cancelled', 'Cancelled.'));
      };
      const waiter: Waiter = {
        resolve: (builder) => {
          signal?.removeEventListener('abort', leave);
          resolve(builder);
        },
        reject: (error) => {
          signal?.removeEventListener('abort', leave);
          reject(error);
        },
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiters.add(waiter);
      this.#step({ kind: 'wanted', now: this.#now() });
    });
  }

  renew(builder: ReadyBuilder): void {
    // Lost at once, not when the socket is: whoever asks again in this very turn must not be given the same dead line.
    this.#lost(builder, null);
    void builder.connection.close();
  }

  /** Tries now, whatever it was waiting for. */
  tryAgain(): void {
    this.#step({ kind: 'again', now: this.#now() });
  }

  /** A person has compared the fingerprint and vouches for the key that {@link status} shows. Rejects where it is another one by now. */
  async acceptHostKey(fingerprint: string): Promise<void> {
    const refused = this.#unknownKey;
    if (refused?.verdict.fingerprint !== fingerprint) {
      throw new ProblemError('conflict', `${this.name} does not show the host key ${fingerprint} (any more). Look at it again.`);
    }
    await this.#options.hostKeys.accept(this.config.host, this.config.port, refused.key);
    this.#unknownKey = null;
    this.tryAgain();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#step({ kind: 'close' });
    this.#closing.abort();
    const ready = this.#ready;
    this.#ready = null;
    for (const waiter of this.#waiters) waiter.reject(new ProblemError('cancelled', 'Portolan is closing.'));
    this.#waiters.clear();
    this.#listeners.clear();
    await ready?.connection.close();
    await this.#connecting;
  }

  #step(event: LinkEvent): void {
    const before = this.#state;
    this.#state = nextLinkState(before, event);
    if (this.#state === before) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#state.kind === 'connecting') {
      this.#tell({ kind: 'connecting', since: this.#state.since });
      this.#connecting = this.#connect();
    }
    if (this.#state.kind === 'waiting') {
      this.#timer = setTimeout(() => this.#step({ kind: 'timer', now: Math.max(this.#now(), this.#retryAt()) }), Math.max(0, this.#state.retryAt - this.#now()) * (this.#options.pace ?? 1));
    }
  }

  #retryAt(): number {
    return this.#state.kind === 'waiting' ? this.#state.retryAt : 0;
  }

  async #connect(): Promise<void> {
    try {
      const builder = await this.#open();
      this.#ready = builder;
      void builder.connection.closed.then((problem) => this.#lost(builder, problem));
      this.#step({ kind: 'connected', now: this.#now() });
      const problems = this.#options.arch === null ? [] : incapabilities(builder.facts, this.#options.arch);
      this.#tell(problems.length === 0 ? { kind: 'ready', facts: builder.facts } : { kind: 'incapable', facts: builder.facts, problems });
      for (const waiter of this.#waiters) waiter.resolve(builder);
      this.#waiters.clear();
    } catch (error) {
      if (!this.#closing.signal.aborted) this.#failed(error);
    }
  }

  async #open(): Promise<ReadyBuilder> {
    const { host, port, user, keyFile, hostKey, base } = this.config;
    const { hostKeys, connectTimeoutMs, keepaliveMs } = this.#options;
    const signal = this.#closing.signal;
    const connection = await Connection.open({ host, port, user, keyFile, hostKeys, pinnedHostKey: hostKey, connectTimeoutMs, keepaliveMs }, signal);
    try {
      const { code, stdout, stderr } = await connection.exec(setupCommand(base), { stdin: Buffer.from(PORTOLAN_JOB), signal, maxOutput: 1024 * 1024 });
      if (code !== 0) throw new LoginError('refused', `The builder ${this.name} could not be set up: ${stderr.trim().slice(0, 300) || 'it did not say why.'}`);
      const facts = parseFacts(replyLines(stdout));
      return { connection, facts, command: (verb, ...args) => jobCommand(facts, verb, args) };
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  #failed(error: unknown): void {
    const final = error instanceof HostKeyError || error instanceof LoginError;
    this.#unknownKey = error instanceof HostKeyError && error.verdict.kind === 'unknown' ? error : null;
    this.#step({ kind: 'failed', now: this.#now(), random: this.#random(), final });
    this.#tell(statusOf(error, this.#state.kind === 'waiting' ? this.#state.retryAt : null));
    if (!final) return;
    this.#refusal = error;
    for (const waiter of this.#waiters) waiter.reject(error);
    this.#waiters.clear();
  }

  #lost(builder: ReadyBuilder, problem: ProblemError | null): void {
    if (this.#ready !== builder) return;
    this.#ready = null;
    this.#step({ kind: 'lost', now: this.#now(), random: this.#random() });
    if (this.#state.kind !== 'waiting') return;
    this.#tell(statusOf(problem ?? new ProblemError('unreachable', `The connection to ${this.name} is made anew.`), this.#state.retryAt));
  }

  #tell(status: BuilderStatus): void {
    this.#status = status;
    for (const listener of this.#listeners) listener(status);
  }
}

function statusOf(error: unknown, retryAt: number | null): BuilderStatus {
  if (error instanceof HostKeyError) {
    const { verdict } = error;
    if (verdict.kind === 'unknown') return { kind: 'host-key-unknown', fingerprint: verdict.fingerprint, keyType: verdict.keyType };
    return { kind: 'host-key-changed', fingerprint: verdict.fingerprint, expected: verdict.kind === 'changed' ? verdict.expected : [] };
  }
  return { kind: 'unreachable', problem: problemOf(error), retryAt };
}
