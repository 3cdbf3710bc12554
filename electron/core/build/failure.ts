import { open } from 'node:fs/promises';

import type { Failure } from '#shared/port/events.ts';
import type { Attempt } from '#shared/port/attempt.ts';
import { parseEvr } from '#shared/rpm/evr.ts';
import { CLASS_WORDS } from '#shared/triage/classes.ts';
import type { Triage } from '#shared/triage/finding.ts';
import type { Subject } from '#shared/triage/signature.ts';
import { startTriage, type TriageRun } from '#shared/triage/triage.ts';

import type { JobEnd } from '../jobs/types.ts';

/** rpmbuild-driver's exit code for “the timeout was reached” (jobs/README.md). */
const TIMED_OUT = 11;
const CHUNK = 1024 * 1024;

/**
 * What is known of a failed build: class, fault and causal line from its log and the driver's exit code. Where neither
 * tells, the class is `unknown`, and the driver's own word stands for the rest.
 *
 * @param logFile the attempt's whole build.log
 * @param subject whose log it is; its name and version are no part of the signature
 */
export async function failureOf(end: Extract<JobEnd, { kind: 'failed' }>, logFile: string, subject?: Subject): Promise<Failure> {
  const run = triageOf(end, subject);
  for await (const chunk of chunksOf(logFile)) run.push(chunk);
  return failureFrom(end, run.finish());
}

/** Begins to read the log of a build that ended so. */
export function triageOf({ exitCode }: Extract<JobEnd, { kind: 'failed' }>, subject?: Subject): TriageRun {
  return startTriage({ logKind: 'build', exit: { driver: 'rpmbuild', code: exitCode, timedOut: exitCode === TIMED_OUT }, subject });
}

/** {@link failureOf} for a log that was read already. */
export function failureFrom(end: Extract<JobEnd, { kind: 'failed' }>, triage: Triage): Failure {
  if (end.fault === 'identity') return { failureClass: 'unknown', fault: 'identity', explanation: end.message, causal: null, signature: 'identity' };
  const words = CLASS_WORDS[triage.class];
  const told = triage.class === 'unknown' || triage.class === 'infrastructure';
  const explanation = told ? end.message : `${words.title}. ${words.explanation}`;
  return { failureClass: triage.class, fault: triage.class === 'unknown' ? end.fault : triage.fault, explanation, causal: triage.causal, signature: triage.signature };
}

/** Whose log an attempt's is; its version as the plan expected it, where it did. */
export function subjectOf({ source, expected }: Pick<Attempt, 'source' | 'expected'>): Subject {
  const evr = parseEvr(expected.slice(source.length + 1));
  return { name: source, version: evr.ok ? evr.value.version : null };
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

