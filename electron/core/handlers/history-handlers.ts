import type { Handlers } from '#shared/contract/host.ts';

import type { PortHistory } from '../history/port-history.ts';

export function historyHandlers(history: PortHistory): Pick<Handlers, 'port.history'> {
  return { 'port.history': (_input, { signal }) => history.follow(signal) };
}
