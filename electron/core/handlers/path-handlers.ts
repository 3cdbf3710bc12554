import type { Handlers } from '#shared/contract/host.ts';

import { PathFinder } from '../port/path-finder.ts';
import type { PortService } from '../port/port-service.ts';

/** The room of the contract that tells why one package needs another. */
export function pathHandlers(port: PortService): Pick<Handlers, 'plan.paths'> {
  const finder = new PathFinder(port);
  return { 'plan.paths': ({ from, to }) => finder.find(from, to) };
}
