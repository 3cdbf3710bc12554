import { describe, expect, it } from 'vitest';

import { ProblemError } from '#shared/vocabulary/problem.ts';

import { askWorker, type Settled, type WorkerQuestion } from './ask-worker.ts';

type Message = { readonly step: number } | { readonly sum: number } | { readonly wrong: string };

/** A worker made of text; it sees its data as `data` and says things with `say`. */
function question(text: string, more: Partial<WorkerQuestion<Message, number>> = {}): WorkerQuestion<Message, number> {
  const program = `import { parentPort, workerData as data } from 'node:worker_threads';\nconst say = (message) => parentPort.postMessage(message);\n${text}`;
  return {
    worker: new URL(`data:text/javascript,${encodeURIComponent(program)}`),
    data: [1, 2, 3],
    memory: 64,
    doing: 'Adding up',
    signal: new AbortController().signal,
    stopped: () => new ProblemError('cancelled', 'Adding up was cancelled.'),
    settle: (message): Settled<number> => ('sum' in message ? { answer: message.sum } : 'wrong' in message ? { problem: { code: 'bad-input', message: message.wrong } } : null),
    ...more,
  };
}

describe('a question to a thread of its own', () => {
  it('has its answer, whatever is said before it, and then its end', async () => {
    const { answer, ended } = await askWorker(question('say({ step: 1 }); say({ sum: data.reduce((a, b) => a + b) });'));
    expect(answer).toBe(6);
    await ended;
  });

  it('throws the problem that the worker tells', async () => {
    await expect(askWorker(question("say({ wrong: 'Three is no number.' });"))).rejects.toMatchObject({ problem: { code: 'bad-input', message: 'Three is no number.' } });
  });

  it('says so where the thread fails, or ends without an answer', async () => {
    await expect(askWorker(question("throw new Error('broken');"))).rejects.toMatchObject({ problem: { code: 'internal', message: 'Adding up ended unexpectedly.' } });
    await expect(askWorker(question('say({ step: 1 });'))).rejects.toMatchObject({ problem: { code: 'internal', message: 'Adding up ended without an answer.' } });
  });

  it('is stopped by its signal, before it begins, in the middle, and after the answer', async () => {
    await expect(askWorker(question('say({ sum: 1 });', { signal: AbortSignal.abort() }))).rejects.toMatchObject({ problem: { code: 'cancelled' } });
    const middle = new AbortController();
    const settle = (): null => {
      middle.abort();
      return null;
    };
    await expect(askWorker(question('say({ step: 1 }); setInterval(() => {}, 1000);', { signal: middle.signal, settle }))).rejects.toMatchObject({ problem: { code: 'cancelled' } });
    const after = new AbortController();
    const { answer, ended } = await askWorker(question('say({ sum: 1 }); setInterval(() => {}, 1000);', { signal: after.signal }));
    after.abort();
    await ended;
    expect(answer).toBe(1);
  });
});
