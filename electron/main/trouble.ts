import type { BackendTrouble } from './backend-supervisor.ts';
import type { Question } from './electron-parts.ts';

/** What a person can choose. */
export type Remedy = 'none' | 'retry' | 'open' | 'quit' | 'reload';

export interface Told {
  readonly question: Question;
  /** What each button means, in their order. */
  readonly remedies: readonly Remedy[];
}

/** What is said to the person about a backend, and what they can do about it. */
export function tellTrouble(trouble: BackendTrouble): Told {
  if (trouble.kind === 'stopped') {
    return {
      question: {
        type: 'warning',
        message: 'The core stopped unexpectedly, and is being started again.',
        detail: `Builds go on on their builders meanwhile, and are picked up where they are.\n\nExit code ${trouble.code}, ${trouble.failures} in a row; the next start is in ${trouble.retryInMs / 1000} s.`,
        buttons: ['OK'],
        defaultId: 0,
        cancelId: 0,
      },
      remedies: ['none'],
    };
  }
  return {
    question: {
      type: 'error',
      message: trouble.problem.message,
      detail: trouble.problem.detail ?? '',
      buttons: ['Try Again', 'Open Another Port…', 'Quit'],
      defaultId: 0,
      cancelId: 2,
    },
    remedies: ['retry', 'open', 'quit'],
  };
}

/** The page itself is gone: the core goes on, and a new page finds everything as it was. */
export function tellPageGone(reason: string): Told {
  return {
    question: {
      type: 'error',
      message: 'The window stopped unexpectedly.',
      detail: `Nothing is lost: the core goes on, and so do the builds.\n\nReason: ${reason}.`,
      buttons: ['Reload', 'Quit'],
      defaultId: 0,
      cancelId: 0,
    },
    remedies: ['reload', 'quit'],
  };
}
