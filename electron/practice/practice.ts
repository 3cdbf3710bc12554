import type { PracticeProvider } from '#electron/core/fleet/practice-provider.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

/** The practice fleet as the core is offered it. */
export function createPractice(): PracticeProvider {
  return {
    status: () => Promise.resolve({ rootCached: false, missing: [], cost: { minutes: 5, megabytes: 480 } }),
    adopt: () => Promise.resolve(null),
    up: () => Promise.reject(new ProblemError('unsupported', 'There is no practice fleet yet.')),
  };
}
