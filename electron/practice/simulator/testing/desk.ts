import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { BuilderLink } from '#electron/core/builders/builder-link.ts';
import type { BuilderConfig } from '#electron/core/builders/types.ts';
import { followJob } from '#electron/core/jobs/job-runner.ts';
import type { BuildJob, InputFile, JobEnd, JobPhase } from '#electron/core/jobs/types.ts';
import { HostKeyStore } from '#electron/core/ssh/host-key-store.ts';
import { parseAttemptId, parseSourceName, type AttemptId, type SourceName } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';
import type { Result } from '#shared/vocabulary/result.ts';
import type { Problem } from '#shared/vocabulary/problem.ts';
import type { DrivenClock } from './driven-clock.ts';

/** The core's own side of the protocol, for tests: what it says to a builder in life it says to a simulated one. */
export class Desk implements AsyncDisposable {
  readonly folder: string;
  readonly #links: BuilderLink[] = [];
  readonly #hostKeys: HostKeyStore;

  private constructor(folder: string) {
    this.folder = folder;
    this.#hostKeys = new HostKeyStore(join(folder, 'known_hosts'));
  }

  static async open(): Promise<Desk> {
    return new Desk(await mkdtemp(join(tmpdir(), 'portolan-desk-')));
  }

  /** `eager`: connects again at once when the line is lost, as a person who presses "try now". */
  link(config: BuilderConfig | undefined, options: { readonly keepaliveMs?: number; readonly eager?: boolean } = {}): BuilderLink {
    if (config === undefined) throw new Error('There is no such builder.');
    const link = new BuilderLink(config, { hostKeys: this.#hostKeys, arch: 's390x', keepaliveMs: options.keepaliveMs });
    if (options.eager === true) {
      link.onStatus((status) => {
        if (status.kind === 'unreachable' && status.retryAt !== null) link.tryAgain();
      });
    }
    this.#links.push(link);
    return link;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#links.map((link) => link[Symbol.asyncDispose]()));
    await rm(this.folder, { recursive: true, force: true });
  }
}

export function attemptId(text: string): AttemptId {
  return valueOf(parseAttemptId(text));
}

export function sourceName(text: string): SourceName {
  return valueOf(parseSourceName(text));
}

function valueOf<Value>(result: Result<Value, Problem>): Value {
  if (!result.ok) throw new ProblemError(result.error.code, result.error.message);
  return result.value;
}

export function jobOf(source: string, attempt: string, changed: Partial<BuildJob> = {}): BuildJob {
  return {
    attempt: attemptId(attempt),
    source: sourceName(source),
    specName: `${source}.spec`,
    spec: Buffer.from(`Name: ${source}\nVersion: 1.2\nRelease: 3%{?dist}\nSummary: x\nLicense: MIT\nBuildRequires: gcc\n%description\n%package devel\nSummary: y\n%description devel\n%files\n%files devel\n`),
    sources: [],
    patches: [],
    until: null,
    macros: [{ name: 'dist', value: '.el8' }],
    withConditions: [],
    withoutConditions: [],
    noCheck: false,
    environment: {},
    install: [],
    repositories: [],
    expected: { name: source, epoch: null, version: '1.2', release: '3.el8' },
    architectures: ['s390x', 'noarch'],
    timeoutSeconds: 100_000,
    ...changed,
  };
}

export function inputOf(path: string, name: string, sha256: string, size: number): InputFile {
  return { path, name, sha256, size };
}

/** What was heard of a job that was followed to its end. */
export interface Heard {
  readonly end: JobEnd;
  readonly log: Buffer;
  readonly phases: readonly JobPhase[];
  /** How often the line came up. */
  readonly links: number;
}

/** Follows from the length of what is known; throws where a byte came twice or not at all. */
export async function heard(link: BuilderLink, attempt: AttemptId, known: Buffer = Buffer.alloc(0), onLog: (length: number) => void = () => undefined): Promise<Heard> {
  const chunks: Uint8Array[] = [known];
  const phases: JobPhase[] = [];
  let length = known.length;
  let links = 0;
  const end = await followJob(link, attempt, length, {
    onLog: (bytes, offset) => {
      if (offset !== length) throw new Error(`The log goes on at ${offset}, but ${length} bytes are here.`);
      chunks.push(Buffer.from(bytes));
      length += bytes.length;
      onLog(length);
    },
    onPhase: (phase) => phases.push(phase),
    onLink: (up) => {
      if (up) links += 1;
    },
  });
  return { end, log: Buffer.concat(chunks), phases, links };
}

/** Lets simulated time pass, a step for each turn of the event loop, until `work` is done. */
export async function driving<Value>(clock: DrivenClock, work: Promise<Value>, stepMs = 100): Promise<Value> {
  let done = false;
  const finish = (): void => {
    done = true;
  };
  work.then(finish, finish);
  const settled = (): boolean => done;
  while (!settled()) {
    await nextTurn();
    clock.advance(stepMs);
  }
  return work;
}
