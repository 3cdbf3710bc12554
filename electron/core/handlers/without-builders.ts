import type { Handlers } from '#shared/contract/host.ts';
import type { BuilderRow } from '#shared/contract/schemas/fleet.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import { Live } from '../live/live.ts';

type Rest = Pick<Handlers, Extract<keyof Handlers, `build.${string}` | `fleet.${string}` | `practice.${string}` | 'log.follow'>>;

/** The rooms of the contract that need builders, as long as there are none: they say so. */
export function withoutBuilders(): Rest {
  const none = new Live<BuilderRow[]>([]);
  const refuse = (): never => {
    throw new ProblemError('unsupported', 'This core drives no builders yet.');
  };
  return {
    'build.all': refuse,
    'build.stopAll': refuse,
    'build.packages': refuse,
    'build.cancel': refuse,
    'build.unqueue': refuse,
    'log.follow': refuse,
    'fleet.list': () => none.value,
    'fleet.changes': (_input, { signal }) => none.follow(signal),
    'fleet.add': refuse,
    'fleet.remove': refuse,
    'fleet.probe': refuse,
    'fleet.setEnabled': refuse,
    'fleet.acceptHostKey': refuse,
    'practice.status': () => ({ running: 'none', rootCached: false, missing: [], cost: { minutes: 5, megabytes: 480 } }),
    'practice.up': refuse,
    'practice.down': refuse,
  };
}
