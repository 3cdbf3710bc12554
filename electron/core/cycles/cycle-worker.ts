import { parentPort, workerData } from 'node:worker_threads';

import { searchCuts, type CutQuestion } from '#shared/plan/cycles/search-cuts.ts';

/** Answers one question and ends. */
parentPort?.postMessage(searchCuts(workerData as CutQuestion));
