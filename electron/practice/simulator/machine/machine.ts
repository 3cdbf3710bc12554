import { randomUUID } from 'node:crypto';
import type { SimulatorClock } from '../clock.ts';
import type { Journal, MachineChange } from './journal.ts';
import { parsePublications, SimulatedRepository } from './repository.ts';
import { SimulatedJob, type BuildRules } from './simulated-job.ts';

export interface MachineOptions {
  readonly name: string;
  readonly cores: number;
  readonly memoryBytes: number;
  /** What the probe calls it; begins with `simulated`. */
  readonly kind: string;
  readonly rules: BuildRules;
  readonly clock: SimulatorClock;
  readonly journal: Journal;
}

const DISK_BYTES = 64 * 1024 ** 3;
const DISK_FULL = 32;
const CANCELLED = 130;
const BEAT_MS = 2_000;

/** One machine without its network: what is on its disk, which jobs run, what befell it. */
export class Machine {
  readonly options: MachineOptions;
  readonly #jobs = new Map<string, SimulatedJob>();
  readonly #spent = new Set<string>();
  readonly #cache = new Set<string>();
  readonly #scripts = new Set<string>();
  readonly #repositories = new Map<string, SimulatedRepository>();
  readonly #starts = new Map<string, number>();
  readonly #listeners = new Set<() => void>();
  #bootId = '';
  #full = false;
  #jump: { readonly at: number; readonly ms: number } | null = null;

  constructor(options: MachineOptions) {
    this.options = options;
    for (const change of options.journal.kept) this.#apply(change);
    if (this.#bootId === '') this.#commit({ kind: 'boot', id: randomUUID(), at: this.#now() });
  }

  get bootId(): string {
    return this.#bootId;
  }

  get diskFreeBytes(): number {
    return this.#full ? 4096 : DISK_BYTES;
  }

  get diskIsFull(): boolean {
    return this.#full;
  }

  get attempts(): string[] {
    return [...this.#jobs.keys()].sort();
  }

  job(attempt: string): SimulatedJob | undefined {
    return this.#jobs.get(attempt);
  }

  isSpent(attempt: string): boolean {
    return this.#spent.has(attempt);
  }

  /** How often the attempt was started here; more than once would be a fault of the protocol. */
  startsOf(attempt: string): number {
    return this.#starts.get(attempt) ?? 0;
  }

  hasStored(digest: string): boolean {
    return this.#cache.has(digest);
  }

  hasScript(base: string, version: string): boolean {
    return this.#scripts.has(`${base} ${version}`);
  }

  repository(path: string): SimulatedRepository {
    const known = this.#repositories.get(path);
    if (known !== undefined) return known;
    const made = new SimulatedRepository();
    this.#repositories.set(path, made);
    return made;
  }

  /** Calls back whenever something happened to a job; returns the way to stop that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  setUp(base: string, version: string): void {
    if (!this.hasScript(base, version)) this.#commit({ kind: 'setup', base, version });
  }

  store(digest: string): void {
    if (!this.#cache.has(digest)) this.#commit({ kind: 'stored', digest });
  }

  /** False where the attempt was started, cancelled or cleaned up before: mkdir decides. */
  start(attempt: string, job: string, spec: string): boolean {
    if (this.#jobs.has(attempt) || this.#spent.has(attempt)) return false;
    this.#commit({ kind: 'started', attempt, startedAt: this.#now(), bootId: this.#bootId, job, spec });
    return true;
  }

  cancel(attempt: string): void {
    const job = this.#jobs.get(attempt);
    if (job === undefined) this.#spend(attempt);
    else if (this.#goesOn(job)) this.#interrupt(attempt, CANCELLED, '');
  }

  cleanUp(attempt: string): void {
    this.#spend(attempt);
    if (this.#jobs.has(attempt)) this.#commit({ kind: 'removed', attempt });
  }

  publish(path: string, request: string): void {
    this.#commit({ kind: 'published', path, request });
  }

  /** Says which generations went. */
  prune(path: string, keep: readonly number[]): number[] {
    const repository = this.repository(path);
    const before = repository.generations;
    this.#commit({ kind: 'pruned', path, keep: [...keep] });
    return before.filter((number) => !repository.generations.includes(number));
  }

  /** The STATE words of the protocol. */
  state(attempt: string): string {
    const job = this.#jobs.get(attempt);
    if (job === undefined) return 'gone';
    const look = job.look(this.#now());
    switch (look.kind) {
      case 'starting':
        return 'starting';
      case 'running':
        return `running ${look.phase} ${look.logBytes} ${this.#heartbeatAge(job)}`;
      case 'ended':
        return `ended ${look.exitCode ?? 0} ${look.logBytes}`;
      case 'stopped':
        return job.started.bootId === this.#bootId ? 'died' : 'rebooted';
    }
  }

  /** Power cut and start: running jobs are lost, the disk is kept. */
  reboot(): void {
    for (const [attempt, job] of this.#jobs) if (this.#goesOn(job)) this.#interrupt(attempt, null, '');
    this.#commit({ kind: 'boot', id: randomUUID(), at: this.#now() });
  }

  /** A job's processes are killed, and nobody is left to write an exit status. */
  kill(attempt: string): void {
    const job = this.#jobs.get(attempt);
    if (job !== undefined && this.#goesOn(job)) this.#interrupt(attempt, null, '');
  }

  /** Somebody removes a control directory by hand: no trace is left, not even of the id. */
  loseControlDirectory(attempt: string): void {
    this.#commit({ kind: 'removed', attempt });
  }

  setDiskFull(full: boolean): void {
    this.#full = full;
    if (!full) return;
    for (const [attempt, job] of this.#jobs) {
      if (this.#goesOn(job)) this.#interrupt(attempt, DISK_FULL, "cp: error writing 'out': No space left on device\nportolan: the disk is full\n");
    }
  }

  /** Somebody sets the machine's clock; only heartbeats are told by it. */
  jumpClock(ms: number): void {
    this.#jump = { at: this.#now(), ms };
  }

  close(): void {
    this.options.journal.close();
  }

  #now(): number {
    return this.options.clock.now();
  }

  #goesOn(job: SimulatedJob): boolean {
    return job.goesOn(this.#now());
  }

  /** In whole seconds by the machine's own clock: a jump shows until the next heartbeat. */
  #heartbeatAge(job: SimulatedJob): number {
    const age = (this.#now() - job.started.startedAt) % BEAT_MS;
    const jumped = this.#jump !== null && this.#jump.at > this.#now() - age ? this.#jump.ms : 0;
    return Math.max(0, Math.floor((age + jumped) / 1000));
  }

  #spend(attempt: string): void {
    if (!this.#spent.has(attempt)) this.#commit({ kind: 'spent', attempt });
  }

  #interrupt(attempt: string, exitCode: number | null, said: string): void {
    this.#commit({ kind: 'interrupted', attempt, at: this.#now(), exitCode, said });
  }

  /** On disk before it counts. */
  #commit(change: MachineChange): void {
    this.options.journal.append(change);
    this.#apply(change);
    for (const listener of [...this.#listeners]) listener();
  }

  #apply(change: MachineChange): void {
    switch (change.kind) {
      case 'boot':
        this.#bootId = change.id;
        break;
      case 'setup':
        this.#scripts.add(`${change.base} ${change.version}`);
        break;
      case 'stored':
        this.#cache.add(change.digest);
        break;
      case 'started':
        this.#jobs.set(change.attempt, new SimulatedJob(change, this.options.rules));
        this.#starts.set(change.attempt, this.startsOf(change.attempt) + 1);
        break;
      case 'interrupted':
        this.#jobs.get(change.attempt)?.interrupt(change);
        break;
      case 'spent':
        this.#spent.add(change.attempt);
        break;
      case 'removed':
        this.#jobs.delete(change.attempt);
        break;
      case 'published':
        this.repository(change.path).publish(parsePublications(change.request) ?? []);
        break;
      case 'pruned':
        this.repository(change.path).prune(change.keep);
        break;
    }
  }
}
