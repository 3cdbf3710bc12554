import { parseAttemptId, parseSourceName, type AttemptId } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';
import type { BuilderLine } from '../builders/builder-link.ts';
import { callLines } from '../jobs/call.ts';
import { fileNamed } from '../jobs/job-file.ts';
import { count } from '../jobs/reply.ts';
import { missingFiles, upload } from '../jobs/upload.ts';
import type { Generation, GenerationEntry, Publication, RepositoryConfig } from './types.ts';

const ROUNDS = 4;

export interface PublishOutcome {
  /** The newest generation. */
  readonly latest: number;
  /** The generation in which each attempt first appeared. */
  readonly generations: ReadonlyMap<AttemptId, number>;
}

/** The result repository on its host: the one place that makes generations. Publications are serialised here and on the host. */
export class RepositoryHost {
  readonly #line: BuilderLine;
  readonly #config: RepositoryConfig;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(line: BuilderLine, config: RepositoryConfig) {
    if (!/^\/[A-Za-z0-9._/-]+$/.test(config.path)) throw new ProblemError('bad-input', `The repository's folder ${config.path} must be absolute, of letters, digits and . _ - / only.`);
    this.#line = line;
    this.#config = config;
  }

  /** How builders read one generation. On the host itself the folder is nearer: `local`. */
  urlOf(generation: number, local = false): string {
    const name = `g${String(generation).padStart(6, '0')}`;
    return local ? `file://${this.#config.path}/${name}` : `${this.#config.url}/${name}`;
  }

  /** Makes generation 0 where there is no repository yet; the newest generation's number. */
  async prepare(signal?: AbortSignal): Promise<number> {
    return (await this.publish([], signal)).latest;
  }

  /**
   * One new generation with all RPMs of these attempts in place of those of the same sources. Attempts that were published
   * before change nothing; where all were, no generation is made. SRPMs are left out.
   */
  publish(publications: readonly Publication[], signal?: AbortSignal): Promise<PublishOutcome> {
    const done = this.#turn.then(() => this.#publish(publications, signal));
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #publish(publications: readonly Publication[], signal: AbortSignal | undefined): Promise<PublishOutcome> {
    const files = publications.flatMap((publication) => publication.rpms.map((rpm) => ({ ...rpm, name: rpm.file })));
    const request = publications
      .map(({ attempt, source, rpms }) => {
        const binaries = rpms.filter((rpm) => !rpm.file.endsWith('.src.rpm'));
        return `publication ${attempt} ${source}\n${binaries.map((rpm) => `rpm ${rpm.sha256} ${fileNamed(rpm.file)}\n`).join('')}`;
      })
      .join('');
    for (let round = 1; round <= ROUNDS; round += 1) {
      const lines = await callLines(this.#line, 'repo-publish', [this.#config.path], { stdin: () => Buffer.from(`${request}end\n`), signal });
      const missing = missingFiles(lines, files);
      if (missing.length === 0) return outcomeOf(lines);
      await upload(this.#line, missing, signal);
    }
    throw new ProblemError('internal', `The repository host ${this.#line.name} drops RPMs as fast as they are sent. Is its disk full?`);
  }

  /** Every generation that is there, and the newest with its RPMs; null: no repository yet. */
  async read(signal?: AbortSignal): Promise<{ generations: number[]; latest: Generation } | null> {
    const lines = await callLines(this.#line, 'repo-list', [this.#config.path], { signal, maxOutput: 256 * 1024 * 1024 });
    const latest = lines.find(([word]) => word === 'latest');
    if (latest === undefined) return null;
    return {
      generations: lines.filter(([word]) => word === 'generation').map(([, number]) => count(number)),
      latest: { number: count(latest[1]), entries: lines.flatMap(entryOf) },
    };
  }

  /** Deletes every generation but the newest and those in use. Returns what went. */
  async prune(inUse: readonly number[], signal?: AbortSignal): Promise<number[]> {
    const lines = await callLines(this.#line, 'repo-prune', [this.#config.path, ...inUse], { signal });
    return lines.filter(([word]) => word === 'pruned').map(([, number]) => count(number));
  }

  /** Serves the folder over http from the host itself. Again: no effect. */
  async serve(address: string, port: number, signal?: AbortSignal): Promise<void> {
    await callLines(this.#line, 'repo-serve', [this.#config.path, address, port], { signal });
  }

  async stopServing(signal?: AbortSignal): Promise<void> {
    await callLines(this.#line, 'repo-unserve', [this.#config.path], { signal });
  }
}

function outcomeOf(lines: readonly (readonly string[])[]): PublishOutcome {
  const generations = new Map<AttemptId, number>();
  for (const [word, id = '', number] of lines) {
    const attempt = parseAttemptId(id);
    if (word === 'published' && attempt.ok) generations.set(attempt.value, count(number));
  }
  const latest = lines.find(([word]) => word === 'latest');
  return { latest: count(latest?.[1]), generations };
}

function entryOf(words: readonly string[]): GenerationEntry[] {
  const [word, sha256 = '', file = '', sourceName = '', id = ''] = words;
  const source = parseSourceName(sourceName);
  const attempt = parseAttemptId(id);
  return word === 'entry' && source.ok && attempt.ok ? [{ file, sha256, source: source.value, attempt: attempt.value }] : [];
}
