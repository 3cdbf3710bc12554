import { closeSync, openSync, readSync } from 'node:fs';

import type { LogComparison, LogHits } from '#shared/contract/schemas/log-view.ts';
import { compareSteps, TAKES } from '#shared/logs/compare-steps.ts';
import { LineCutter } from '#shared/logs/line-cutter.ts';
import { LineIds } from '#shared/logs/line-ids.ts';
import type { LinePattern } from '#shared/logs/line-pattern.ts';
import { LineSearch, type Hit } from '#shared/logs/line-search.ts';
import { lineNormaliser, type OwnNames } from '#shared/logs/normalise-line.ts';
import type { Problem } from '#shared/vocabulary/problem.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

/** The whole of a log as it was when the job was given: its file and so many bytes of it. */
export interface LogFile {
  readonly file: string;
  readonly bytes: number;
}

/** Work over whole logs, which is done off the main thread. */
export type LogJob =
  | {
      readonly kind: 'search';
      readonly log: LogFile;
      readonly pattern: LinePattern;
      /** A line that is looked at next begins at byte `offset`; it is line `line`, and those up to `after` are passed over. */
      readonly offset: number;
      readonly line: number;
      readonly after: number;
      readonly limit: number;
      readonly ended: boolean;
    }
  | { readonly kind: 'compare'; readonly earlier: LogFile & { readonly names: OwnNames }; readonly later: LogFile & { readonly names: OwnNames } };

export type LogJobMessage = ({ readonly kind: 'hits' } & LogHits) | LogComparison | { readonly kind: 'failed'; readonly problem: Problem };

const PIECE = 1024 * 1024;
/** Milliseconds between two reports at least. */
const REPORT = 60;

export interface JobTools {
  readonly say: (message: LogJobMessage) => void;
  readonly isCancelled: () => boolean;
}

/** Does a job to its end, or until it is cancelled; throws a {@link ProblemError} of code `not-found` where a log is gone. */
export function runLogJob(job: LogJob, tools: JobTools): void {
  if (job.kind === 'search') search(job, tools);
  else compare(job, tools);
}

function search({ log, pattern, offset, line, after, limit, ended }: Extract<LogJob, { kind: 'search' }>, { say, isCancelled }: JobTools): void {
  const looking = LineSearch.of(pattern, line - 1);
  if (looking === null) throw new ProblemError('bad-input', `${JSON.stringify(pattern.text.slice(0, 80))} is not a regular expression.`);
  let hits: Hit[] = [];
  let total = 0;
  let told = performance.now();
  const take = (hit: Hit): void => {
    if (hit.line <= after) return;
    total += 1;
    if (total <= limit) hits.push(hit);
  };
  const report = (done: boolean): void => {
    say({ kind: 'hits', hits, line: Math.max(after, looking.line), total, done });
    hits = [];
    told = performance.now();
  };
  for (const piece of pieces(log, offset)) {
    if (isCancelled()) return;
    looking.push(piece, take);
    if (performance.now() - told > REPORT) report(false);
  }
  if (ended) looking.end(take);
  report(true);
}

function compare({ earlier, later }: Extract<LogJob, { kind: 'compare' }>, { say, isCancelled }: JobTools): void {
  const ids = new LineIds();
  const empty = ids.idOf('');
  const whole = earlier.bytes + later.bytes;
  let read = 0;
  let told = performance.now();
  const numbers = (log: LogFile & { readonly names: OwnNames }): Int32Array | null => {
    const normalised = lineNormaliser(log.names);
    const list = new GrowingList();
    const cutter = new LineCutter((text) => list.push(ids.idOf(normalised(text))));
    for (const piece of pieces(log, 0)) {
      if (isCancelled()) return null;
      cutter.push(piece);
      read += piece.length;
      if (performance.now() - told > REPORT) {
        told = performance.now();
        // Reading is most of the work; matching the last tenth.
        say({ kind: 'progress', fraction: (0.9 * read) / Math.max(1, whole) });
      }
    }
    cutter.end();
    return list.taken();
  };
  const a = numbers(earlier);
  const b = a === null ? null : numbers(later);
  if (a === null || b === null) return;
  const steps = compareSteps(a, b, ids.count, empty);
  let differences = 0;
  let inDifference = false;
  for (const kind of steps.kinds) {
    const differs = TAKES[kind]?.differs === true;
    if (differs && !inDifference) differences += 1;
    inDifference = differs;
  }
  say({ kind: 'done', steps: { kinds: [...steps.kinds], counts: [...steps.counts] }, differences, earlierLines: a.length, laterLines: b.length });
}

class GrowingList {
  #values = new Int32Array(1 << 12);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const grown = new Int32Array(this.#length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.#length++] = value;
  }

  taken(): Int32Array {
    return this.#values.subarray(0, this.#length);
  }
}

/** The bytes of a log from an offset on, piece by piece; each piece is valid until the next is asked for. */
function* pieces({ file, bytes }: LogFile, from: number): Generator<Uint8Array> {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (thrown) {
    throw new ProblemError('not-found', 'The log is not there any more.', String(thrown));
  }
  try {
    const piece = new Uint8Array(PIECE);
    for (let at = from; at < bytes; ) {
      const read = readSync(descriptor, piece, 0, Math.min(PIECE, bytes - at), at);
      if (read === 0) return;
      at += read;
      yield piece.subarray(0, read);
    }
  } finally {
    closeSync(descriptor);
  }
}
