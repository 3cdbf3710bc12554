import type { AttemptEnd } from '#shared/port/events.ts';
import { problemOf, type Problem } from '#shared/vocabulary/problem.ts';

/**
 * What a throw between a start and the last result means: a builder that only a person can bring back loses the
 * attempt, anything else is a fault of the infrastructure. The package has no say in it.
 */
export function endOfThrown(thrown: unknown): AttemptEnd {
  const trouble = problemOf(thrown);
  if (trouble.code === 'unreachable' || trouble.code === 'refused') return { kind: 'lost', why: wordsOf(trouble) };
  return failed('infrastructure', trouble);
}

/**
 * What a throw means while a job is put together, before any builder hears of it: a file that is missing or wrong is the
 * package's own, a network or a disk that fails is not.
 */
export function endOfSource(thrown: unknown): AttemptEnd {
  const trouble = problemOf(thrown);
  switch (trouble.code) {
    case 'not-found':
    case 'conflict':
    case 'bad-input':
    case 'not-allowed':
    case 'unsupported':
      return failed('source', trouble);
    case 'unreachable':
    case 'refused':
    case 'cancelled':
    case 'limit':
    case 'internal':
      return failed('infrastructure', trouble);
  }
}

const OWN_DISK = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EMFILE', 'ENFILE', 'SQLITE_FULL', 'SQLITE_READONLY']);

/** Whether this machine could not write (or open) a file of its own. */
export function isOwnDisk(thrown: unknown): boolean {
  if (!(thrown instanceof Error) || !('code' in thrown) || typeof thrown.code !== 'string') return false;
  return OWN_DISK.has(thrown.code) || thrown.code.startsWith('SQLITE_IOERR');
}

function failed(what: 'source' | 'infrastructure', trouble: Problem): AttemptEnd {
  return {
    kind: 'failed',
    failure: { failureClass: what, fault: what === 'source' ? 'package' : 'infrastructure', explanation: wordsOf(trouble), causal: null, signature: what },
  };
}

function wordsOf({ message, detail }: Problem): string {
  return detail === undefined ? message : `${message} ${detail}`;
}
