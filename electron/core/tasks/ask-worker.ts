import { Worker } from 'node:worker_threads';

import { ProblemError, type Problem } from '#shared/vocabulary/problem.ts';

/** What a worker's message settles; null where it settles nothing (progress). */
export type Settled<Answer> = { readonly answer: Answer } | { readonly problem: Problem } | null;

/** One question to a thread of its own. */
export interface WorkerQuestion<Message, Answer> {
  /** The worker's file, as the host has it. */
  readonly worker: URL;
  /** Given to it as its `workerData`. */
  readonly data: unknown;
  /** Megabytes that it may take before its thread is ended instead of the whole program. */
  readonly memory: number;
  /** What it does, as a sentence begins: `Planning`. */
  readonly doing: string;
  /** Aborted, it ends the thread at once, also one that has answered and is not at its end yet. */
  readonly signal: AbortSignal;
  /** What is thrown then. */
  readonly stopped: () => ProblemError;
  /** Reads a message; called with every one. */
  readonly settle: (message: Message) => Settled<Answer>;
}

export interface WorkerAnswer<Answer> {
  readonly answer: Answer;
  /** Resolves when the thread has ended: by itself, or because it was stopped. */
  readonly ended: Promise<void>;
}

/**
 * Starts a worker for one question and waits for its answer. Rejects with the problem that it tells, with `stopped`, or with `internal`
 * where it ends without either.
 */
export function askWorker<Message, Answer>(question: WorkerQuestion<Message, Answer>): Promise<WorkerAnswer<Answer>> {
  const { worker, data, memory, doing, signal, stopped, settle } = question;
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(stopped());
    const thread = new Worker(worker, { workerData: data, resourceLimits: { maxOldGenerationSizeMb: memory } });
    const stop = (): void => {
      reject(stopped());
      void thread.terminate();
    };
    signal.addEventListener('abort', stop, { once: true });
    const ended = new Promise<void>((resolveEnd) => thread.on('exit', () => resolveEnd()));
    thread.on('message', (message: Message) => {
      const settled = settle(message);
      if (settled === null) return;
      if ('answer' in settled) resolve({ answer: settled.answer, ended });
      else reject(new ProblemError(settled.problem.code, settled.problem.message, settled.problem.detail));
    });
    thread.on('error', (error) => reject(new ProblemError('internal', `${doing} ended unexpectedly.`, String(error))));
    thread.on('exit', () => {
      signal.removeEventListener('abort', stop);
      reject(new ProblemError('internal', `${doing} ended without an answer.`));
    });
  });
}
