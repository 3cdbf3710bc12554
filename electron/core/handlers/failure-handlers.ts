import type { Handlers } from '#shared/contract/host.ts';

import type { BulkDesk } from '../bulk/bulk-desk.ts';
import type { FailureDesk } from '../failures/failure-desk.ts';

type FailureHandlers = Pick<Handlers, Extract<keyof Handlers, `failures.${string}` | `bulk.${string}`>>;

/** The rooms of the contract for whoever triages. */
export function failureHandlers(failures: FailureDesk, bulk: BulkDesk): FailureHandlers {
  return {
    'failures.list': () => failures.list(),
    'failures.clusters': () => failures.clusters(),
    'failures.suspects': ({ source }) => failures.suspects(source),
    'bulk.preview': (wish) => bulk.preview(wish),
    'bulk.run': (wish) => bulk.run(wish),
  };
}
