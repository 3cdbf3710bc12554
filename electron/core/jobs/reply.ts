import type { BuiltBinary } from '#shared/port/depth.ts';
import { parseAttemptId, type AttemptId } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';
import { JOB_PHASES, type JobPhase, type JobState, type ResultRpm } from './types.ts';

/** The first line of every answer. */
export const REPLY_HEADER = 'portolan-job 1\n';
/** How much a chatty login profile may say before it. */
const MAX_CHATTER = 64 * 1024;
/** The largest distributions have some 60,000 packages; names have at most 255 characters, versions and releases rarely 50. */
const MAX_INSTALLED = 100_000;
const MAX_NEVRA = 1024;
const MAX_DIGEST = 128;

/** What comes after the header; null while it has not come yet. Throws where it never will. */
export function afterHeader(bytes: Buffer): Buffer | null {
  let at = bytes.indexOf(REPLY_HEADER);
  while (at > 0 && bytes[at - 1] !== 0x0a) at = bytes.indexOf(REPLY_HEADER, at + 1);
  if (at >= 0) return bytes.subarray(at + REPLY_HEADER.length);
  if (bytes.length > MAX_CHATTER) throw damaged('The builder does not speak the job protocol.', bytes.toString('utf8', 0, 200));
  return null;
}

/** The words of each line of a whole answer. */
export function replyLines(stdout: Buffer): string[][] {
  const body = afterHeader(stdout);
  if (body === null) throw damaged('The builder does not speak the job protocol.', stdout.toString('utf8', 0, 200));
  return body
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(' '));
}

export function parsePhase(word: string | undefined): JobPhase {
  const phase = JOB_PHASES.find((known) => known === word);
  if (phase === undefined) throw damaged('A builder named a phase that does not exist.', word);
  return phase;
}

/** `STATE…` as the protocol's README has it. */
export function parseState(words: readonly string[]): JobState {
  const [kind, first, second, third] = words;
  switch (kind) {
    case 'starting':
    case 'gone':
    case 'died':
    case 'rebooted':
      return { kind };
    case 'running':
      return { kind, phase: parsePhase(first), logBytes: count(second), heartbeatAgeSeconds: count(third) };
    case 'ended':
      return { kind, exitCode: count(first), logBytes: count(second) };
    default:
      throw damaged('A builder named a state that does not exist.', words.join(' '));
  }
}

/** `status ATTEMPT STATE…` lines. */
export function parseStatus(lines: readonly (readonly string[])[]): Map<AttemptId, JobState> {
  const states = new Map<AttemptId, JobState>();
  for (const [word, id = '', ...state] of lines) {
    const attempt = parseAttemptId(id);
    if (word === 'status' && attempt.ok) states.set(attempt.value, parseState(state));
  }
  return states;
}

/** What follows `results`. Names are checked as strictly as names from anywhere. */
export function parseResults(lines: readonly (readonly string[])[]): { rpms: ResultRpm[]; buildroot: BuiltBinary[] } {
  const rpms: ResultRpm[] = [];
  const buildroot: BuiltBinary[] = [];
  for (const [word, ...rest] of lines) {
    if (word === 'rpm') rpms.push(parseRpm(rest));
    const [nevra, digest] = rest;
    if (word !== 'installed' || nevra === undefined || digest === undefined) continue;
    if (nevra.length > MAX_NEVRA || digest.length > MAX_DIGEST || buildroot.length >= MAX_INSTALLED) throw damaged('A builder described a buildroot in a way that makes no sense.', rest.join(' '));
    buildroot.push({ nevra, digest });
  }
  return { rpms, buildroot };
}

function parseRpm(words: readonly string[]): ResultRpm {
  const [sha256 = '', size, file = '', name = '', epoch, version = '', release = '', arch = '', sourceRpm = '', headerDigest = ''] = words;
  const sound = /^[0-9a-f]{64}$/.test(sha256) && /^[A-Za-z0-9_][A-Za-z0-9._+~^-]{0,254}\.rpm$/.test(file) && /^[0-9a-f]{32,64}$/.test(headerDigest) && words.length === 10;
  if (!sound) throw damaged('A builder described a result in a way that makes no sense.', words.join(' '));
  return { file, sha256, size: count(size), name, epoch: epoch === '-' ? null : count(epoch), version, release, arch, sourceRpm: sourceRpm === '-' ? '' : sourceRpm, headerDigest };
}

/** A count of bytes or seconds, or a code: decimal digits. */
export function count(word: string | undefined): number {
  const value = /^[0-9]{1,15}$/.test(word ?? '') ? Number(word) : Number.NaN;
  if (Number.isNaN(value)) throw damaged('A builder sent something that is not a number.', word);
  return value;
}

function damaged(message: string, detail: string | undefined): ProblemError {
  return new ProblemError('internal', message, detail?.slice(0, 500));
}
