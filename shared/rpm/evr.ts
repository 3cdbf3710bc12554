import { problem, type Problem } from '../vocabulary/problem.ts';
import { err, ok, type Result } from '../vocabulary/result.ts';

/** Epoch, version and release. An absent epoch is 0; `release` is null where a dependency names none (a wildcard). */
export interface Evr {
  readonly epoch: number;
  readonly version: string;
  readonly release: string | null;
}

/** The outcome of a comparison: the first is older, the same, or newer. */
export type Order = -1 | 0 | 1;

const EPOCH_MAX = 0xffff_ffff;
const EVR_LENGTH_MAX = 4096;

/**
 * Reads `[epoch:]version[-release]` as rpm does (rpmio/rpmver.c): the epoch is what stands before the first colon
 * if that is all digits (nothing there means 0), the release is what follows the last dash.
 * An empty version, whitespace, or an epoch that does not fit 32 bits is a `bad-input`.
 */
export function parseEvr(text: string): Result<Evr, Problem> {
  if (text.length > EVR_LENGTH_MAX) return err(problem('bad-input', `A version of ${text.length} characters is too long.`));
  const parts = /^(?:([0-9]*):)?(.*)$/s.exec(text);
  const rest = parts?.[2] ?? '';
  const epoch = Number(parts?.[1] ?? 0);
  const dash = rest.lastIndexOf('-');
  const version = dash < 0 ? rest : rest.slice(0, dash);
  const release = dash < 0 ? '' : rest.slice(dash + 1);
  if (version === '' || /\s/.test(rest) || epoch > EPOCH_MAX) {
    return err(problem('bad-input', `${JSON.stringify(text.slice(0, 80))} is not a version as rpm writes it ([epoch:]version[-release]).`));
  }
  return ok({ epoch, version, release: release === '' ? null : release });
}

/**
 * The text that {@link parseEvr} reads back. An epoch of 0 is left out, unless the version would then be taken for
 * one (`0:1:2`).
 */
export function formatEvr(evr: Evr): string {
  const prefix = evr.epoch !== 0 || /^[0-9]*:/.test(evr.version) ? `${evr.epoch}:` : '';
  return evr.release === null ? `${prefix}${evr.version}` : `${prefix}${evr.version}-${evr.release}`;
}

/**
 * A total order of EVRs by epoch, version and release; where only one has a release, the one without is older.
 * For matching a dependency, where a missing release is a wildcard, use `satisfies`.
 */
export function compareEvr(a: Evr, b: Evr): Order {
  if (a.epoch !== b.epoch) return a.epoch < b.epoch ? -1 : 1;
  const byVersion = rpmvercmp(a.version, b.version);
  if (byVersion !== 0) return byVersion;
  if (a.release === null || b.release === null) return a.release === b.release ? 0 : a.release === null ? -1 : 1;
  return rpmvercmp(a.release, b.release);
}

const TILDE = 0x7e;
const CARET = 0x5e;
const ZERO = 0x30;
/** What `charCodeAt` is taken to be behind the end. */
const END = -1;

/**
 * rpm's comparison of two versions or two releases (rpmio/rpmvercmp.c): runs of digits and runs of letters are
 * compared one by one, all else only separates; a number is newer than letters; `~` sorts before everything, the
 * end included; `^` sorts after the end and before everything else.
 */
export function rpmvercmp(a: string, b: string): Order {
  if (a === b) return 0;
  let i = 0;
  let j = 0;
  for (;;) {
    i = skipSeparators(a, i);
    j = skipSeparators(b, j);
    const x = codeAt(a, i);
    const y = codeAt(b, j);
    if (x === TILDE || y === TILDE) {
      if (x !== y) return x === TILDE ? -1 : 1;
      i += 1;
      j += 1;
      continue;
    }
    if (x === CARET || y === CARET) {
      if (x === END || y === END) return x === END ? -1 : 1;
      if (x !== y) return x === CARET ? -1 : 1;
      i += 1;
      j += 1;
      continue;
    }
    if (x === END || y === END) return x === y ? 0 : x === END ? -1 : 1;
    const numeric = isDigit(x);
    if (isDigit(y) !== numeric) return numeric ? 1 : -1;
    const iEnd = endOfRun(a, i, numeric);
    const jEnd = endOfRun(b, j, numeric);
    const order = numeric ? compareDigits(a, i, iEnd, b, j, jEnd) : compareCodes(a, i, iEnd, b, j, jEnd);
    if (order !== 0) return order;
    i = iEnd;
    j = jEnd;
  }
}

function codeAt(text: string, index: number): number {
  return index < text.length ? text.charCodeAt(index) : END;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

function skipSeparators(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isDigit(code) || isLetter(code) || code === TILDE || code === CARET) break;
    at += 1;
  }
  return at;
}

function endOfRun(text: string, from: number, numeric: boolean): number {
  let at = from;
  while (at < text.length && (numeric ? isDigit(text.charCodeAt(at)) : isLetter(text.charCodeAt(at)))) at += 1;
  return at;
}

/** Numbers of any length: without leading zeros the longer one is the greater one. */
function compareDigits(a: string, aFrom: number, aEnd: number, b: string, bFrom: number, bEnd: number): Order {
  let i = aFrom;
  let j = bFrom;
  while (i < aEnd && a.charCodeAt(i) === ZERO) i += 1;
  while (j < bEnd && b.charCodeAt(j) === ZERO) j += 1;
  if (aEnd - i !== bEnd - j) return aEnd - i < bEnd - j ? -1 : 1;
  return compareCodes(a, i, aEnd, b, j, bEnd);
}

function compareCodes(a: string, aFrom: number, aEnd: number, b: string, bFrom: number, bEnd: number): Order {
  let i = aFrom;
  let j = bFrom;
  for (; i < aEnd && j < bEnd; i += 1, j += 1) {
    const difference = a.charCodeAt(i) - b.charCodeAt(j);
    if (difference !== 0) return difference < 0 ? -1 : 1;
  }
  return i === aEnd ? (j === bEnd ? 0 : -1) : 1;
}
