import { open } from 'node:fs/promises';

import type { Failure } from '#shared/port/events.ts';
import { CLASS_WORDS } from '#shared/triage/classes.ts';
import type { Triage } from '#shared/triage/finding.ts';
import { startTriage, type TriageRun } from '#shared/triage/triage.ts';

import type { JobEnd } from '../jobs/types.ts';

/** rpmbuild-driver's exit code for “the timeout was reached” (jobs/README.md). */
const TIMED_OUT = 11;
const CHUNK = 1024 * 1024;

/**
 * What is known of a failed build: whose fault and the class from the log, unless the builder itself says that the
 * infrastructure failed it.
 *
 * @param logFile the attempt's whole build.log
 */
export async function failureOf(end: Extract<JobEnd, { kind: 'failed' }>, logFile: string): Promise<Failure> {
  const run = triageOf(end);
  for await (const chunk of chunksOf(logFile)) run.push(chunk);
  return failureFrom(end, run.finish());
}

/** Begins to read the log of a build that ended so. */
export function triageOf({ exitCode }: Extract<JobEnd, { kind: 'failed' }>): TriageRun {
  return startTriage({ logKind: 'build', exit: { driver: 'rpmbuild', code: exitCode, timedOut: exitCode === TIMED_OUT } });
}

/** {@link failureOf} for a log that was read already. */
export function failureFrom(end: Extract<JobEnd, { kind: 'failed' }>, triage: Triage): Failure {
  if (end.fault === 'infrastructure') {
    return { failureClass: 'infrastructure', fault: 'infrastructure', explanation: end.message, causal: triage.causal, signature: 'infrastructure' };
  }
  if (end.fault === 'identity') return { failureClass: 'unknown', fault: 'identity', explanation: end.message, causal: null, signature: 'identity' };
  const words = CLASS_WORDS[triage.class];
  const explanation = triage.class === 'unknown' ? end.message : `${words.title}. ${words.explanation}`;
  return { failureClass: triage.class, fault: triage.class === 'unknown' ? end.fault : triage.fault, explanation, causal: triage.causal, signature: triage.signature };
}

async function* chunksOf(file: string): AsyncGenerator<Uint8Array> {
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) return;
  try {
    for (;;) {
      const { bytesRead, buffer } = await handle.read(new Uint8Array(CHUNK), 0, CHUNK);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

