import type { Handlers } from '#shared/contract/host.ts';

import type { PackageDescriber } from '../port/package-describer.ts';
import { PathFinder } from '../port/path-finder.ts';
import type { PortService } from '../port/port-service.ts';

/** The room of the contract that tells why one package needs another. */
export function pathHandlers(port: PortService, describer: PackageDescriber): Pick<Handlers, 'plan.paths'> {
  const finder = new PathFinder(port, (name) => describer.why(name));
  return { 'plan.paths': ({ from, to }) => finder.find(from, to) };
}
