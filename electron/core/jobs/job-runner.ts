import type { AttemptId } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';
import type { BuilderLine } from '../builders/builder-link.ts';
import { callLines, isScriptGone, overLine, scriptGone, verbFailed } from './call.ts';
import { FrameReader, type FollowFrame } from './frames.ts';
import { jobEndOf } from './job-end.ts';
import { jobFileOf } from './job-file.ts';
import { parseStatus } from './reply.ts';
import { writeTar } from './tar.ts';
import { JOB_PHASES, type BuildJob, type JobEnd, type JobListener, type JobPhase, type JobState, type StartOutcome } from './types.ts';
import { missingFiles, upload } from './upload.ts';

/** A start may find inputs missing, and one more may have been dropped from the cache meanwhile. */
const START_ROUNDS = 4;

/**
 * Starts an attempt, whose id has to be committed before. One round trip when the builder's cache has the inputs, three
 * when it has not. Lost lines are outlived; the builder's `mkdir` sees to it that nothing starts twice. When it rejects
 * with `cancelled`, it is not known whether the job was started: ask {@link jobStates}, or {@link cancelJob}.
 */
export async function startJob(line: BuilderLine, job: BuildJob, signal?: AbortSignal): Promise<StartOutcome> {
  const archive = writeTar([
    { name: 'job', bytes: Buffer.from(jobFileOf(job)) },
    { name: `SPECS/${job.specName}`, bytes: job.spec },
  ]);
  const inputs = [...job.sources, ...job.patches, ...job.install];
  for (let round = 1; round <= START_ROUNDS; round += 1) {
    const lines = await callLines(line, 'start', [job.attempt], { stdin: () => archive, signal });
    const [word, bootId = ''] = lines[0] ?? [];
    if (word === 'started') return { kind: 'started', bootId };
    if (word === 'already') return { kind: 'already' };
    await upload(line, missingFiles(lines, inputs), signal);
  }
  throw new ProblemError('internal', `The builder ${line.name} drops the inputs of ${job.source} as fast as they are sent. Is its disk full?`);
}

/**
 * Follows an attempt to its end, over as many connections as it takes. `offset` is the length of the log that the core
 * has; bytes before it are never sent again. Rejects when `signal` says so, or when only a person can bring the builder back.
 */
export async function followJob(line: BuilderLine, attempt: AttemptId, offset: number, listener: JobListener, signal?: AbortSignal): Promise<JobEnd> {
  let at = offset;
  let told: JobPhase | null = null;
  const take = async (frame: FollowFrame): Promise<JobEnd | null> => {
    switch (frame.kind) {
      case 'log':
        await listener.onLog(frame.bytes, frame.offset);
        at = frame.offset + frame.bytes.length;
        return null;
      case 'phase':
        // A new connection tells the phases from the first on.
        if (told === null || JOB_PHASES.indexOf(frame.phase) > JOB_PHASES.indexOf(told)) {
          told = frame.phase;
          listener.onPhase(frame.phase);
        }
        return null;
      case 'tick':
        return null;
      case 'end':
        return jobEndOf(frame.state);
    }
  };
  return overLine(line, signal, async (builder) => {
    listener.onLink?.(true);
    try {
      using stream = await builder.connection.execStream(builder.command('follow', attempt, at), { signal });
      const frames = new FrameReader(at);
      for await (const chunk of stream) {
        for (const frame of frames.push(chunk)) {
          const end = await take(frame);
          if (end !== null) return end;
        }
      }
      const exit = await stream.exit;
      if (isScriptGone(exit.code)) throw scriptGone(line);
      if (exit.code === 0) throw new ProblemError('unreachable', `The builder ${line.name} stopped telling about ${attempt} before its end.`);
      throw verbFailed(line, 'follow', exit.code, exit.signal, exit.stderr);
    } catch (error) {
      listener.onLink?.(false);
      throw error;
    }
  });
}

/** Ends an attempt with everything that it runs, or forbids it where it has not been started. Resolves when it has ended. */
export async function cancelJob(line: BuilderLine, attempt: AttemptId, signal?: AbortSignal): Promise<JobState> {
  const states = parseStatus(await callLines(line, 'cancel', [attempt], { signal }));
  return states.get(attempt) ?? { kind: 'gone' };
}

/** How the attempts stand, in one round trip; without `attempts`, all that the builder has a folder for. */
export async function jobStates(line: BuilderLine, attempts: readonly AttemptId[] = [], signal?: AbortSignal): Promise<Map<AttemptId, JobState>> {
  return parseStatus(await callLines(line, 'status', attempts, { signal }));
}

/** Removes the folders of attempts whose end was applied. Their ids stay spent: a late duplicate of their start does nothing. */
export async function cleanUpJobs(line: BuilderLine, attempts: readonly AttemptId[], signal?: AbortSignal): Promise<void> {
  if (attempts.length > 0) await callLines(line, 'cleanup', attempts, { signal });
}
