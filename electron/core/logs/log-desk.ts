import { existsSync } from 'node:fs';

import type { AttemptRow } from '#shared/contract/schemas/attempt.ts';
import type { LogComparison, LogHits, LogLines, LogRival, LogState } from '#shared/contract/schemas/log-view.ts';
import type { LinePattern } from '#shared/logs/line-pattern.ts';
import { ownNamesOf } from '#shared/logs/normalise-line.ts';
import type { Attempt } from '#shared/port/attempt.ts';
import type { Ledger } from '#shared/port/ledger.ts';
import { isEnded } from '#shared/vocabulary/attempt-state.ts';
import { parseAttemptId, type AttemptId } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import type { LogStore } from '../build/log-store.ts';
import type { LogIndexes } from './log-indexes.ts';
import type { LogWorkers } from './log-workers.ts';
import { readLines } from './read-lines.ts';
import { rivalsOf } from './rivals.ts';

export interface LogDeskTools {
  readonly ledger: Ledger;
  readonly logs: LogStore;
  readonly indexes: LogIndexes;
  readonly workers: LogWorkers;
  attemptRow(attempt: Attempt): AttemptRow;
}

/** Looks into logs for windows: what is in sight, what is searched, what differs. Whole logs stay on disk. */
export class LogDesk {
  readonly #tools: LogDeskTools;

  constructor(tools: LogDeskTools) {
    this.#tools = tools;
  }

  /** What is known of a log now, then again as it grows, until it has ended and all of it is there. */
  async *changes(name: string, signal: AbortSignal): AsyncGenerator<LogState> {
    const { id } = this.#attempt(name);
    const { logs, indexes } = this.#tools;
    let told = { bytes: -1, moved: -1, parts: '' };
    while (!signal.aborted) {
      const attempt = this.#attempt(name);
      // Asked before the length: an end that is known now has all its bytes in the file.
      const ended = isEnded(attempt.state) ? attempt.state : null;
      const length = logs.lengthOf(id);
      if (told.bytes !== length || told.moved !== attempt.movedAt || ended !== null) {
        const index = await indexes.upTo(id, length);
        const parts = index.parts();
        const shape = `${parts.length} ${parts.at(-1)?.first ?? 0} ${ended ?? ''}`;
        yield {
          lines: index.lines,
          wholeLines: index.wholeLines,
          bytes: length,
          ended,
          missing: length === 0 && !existsSync(logs.fileOf(id)),
          parts: told.parts === shape ? null : [...parts],
          attempt: this.#tools.attemptRow(attempt),
        };
        told = { bytes: length, moved: attempt.movedAt, parts: shape };
      }
      if (ended !== null) return;
      await logs.grown(id, length, signal);
    }
  }

  async lines(name: string, from: number, count: number): Promise<LogLines> {
    const { id } = this.#attempt(name);
    const { logs, indexes } = this.#tools;
    const index = await indexes.upTo(id, logs.lengthOf(id));
    if (index.bytes === 0) return { from, texts: [], cut: [], lines: 0, wholeLines: 0 };
    return readLines(logs.fileOf(id), index, from, count);
  }

  async *search(name: string, pattern: LinePattern, after: number, limit: number, signal: AbortSignal): AsyncGenerator<LogHits> {
    const attempt = this.#attempt(name);
    const { logs, indexes, workers } = this.#tools;
    const ended = isEnded(attempt.state);
    const bytes = logs.lengthOf(attempt.id);
    const start = (await indexes.upTo(attempt.id, bytes)).before(after + 1);
    if (bytes === 0) {
      yield { hits: [], line: 0, total: 0, done: true };
      return;
    }
    const job = { kind: 'search', log: { file: logs.fileOf(attempt.id), bytes }, pattern, offset: start.offset, line: start.line, after, limit, ended } as const;
    for await (const message of workers.run(job, signal)) {
      if (message.kind === 'failed') throw errorOf(message.problem);
      if (message.kind === 'hits') yield { hits: message.hits, line: message.line, total: message.total, done: message.done };
    }
  }

  async *compare(earlierName: string, laterName: string, signal: AbortSignal): AsyncGenerator<LogComparison> {
    const log = (name: string) => {
      const { id, source, expected } = this.#attempt(name);
      return { file: this.#tools.logs.fileOf(id), bytes: this.#tools.logs.lengthOf(id), names: ownNamesOf(source, expected) };
    };
    for await (const message of this.#tools.workers.run({ kind: 'compare', earlier: log(earlierName), later: log(laterName) }, signal)) {
      if (message.kind === 'failed') throw errorOf(message.problem);
      if (message.kind === 'progress' || message.kind === 'done') yield message;
    }
  }

  rivals(name: string): LogRival[] {
    const { ledger, logs } = this.#tools;
    const hasLog = ({ id }: Attempt): boolean => logs.lengthOf(id) > 0;
    return rivalsOf(ledger, this.#attempt(name), hasLog).map(({ attempt, why }) => ({ attempt: this.#tools.attemptRow(attempt), why }));
  }

  /** Throws a `not-found` {@link ProblemError} for an attempt that the port does not have. */
  #attempt(name: string): Attempt & { readonly id: AttemptId } {
    const id = parseAttemptId(name);
    const attempt = id.ok ? this.#tools.ledger.attempt(id.value) : undefined;
    if (attempt === undefined) throw new ProblemError('not-found', `There is no attempt ${JSON.stringify(name.slice(0, 64))}.`);
    return attempt;
  }
}

function errorOf({ code, message, detail }: ProblemError['problem']): ProblemError {
  return new ProblemError(code, message, detail);
}
