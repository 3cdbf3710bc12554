import type { Handlers } from '#shared/contract/host.ts';
import { summarisePlan } from '#shared/plan/summary.ts';
import { parseAttemptId } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import { depthReportOf } from '../port/depth-lister.ts';
import type { PackageDescriber } from '../port/package-describer.ts';
import { reportOf } from '../port/port-reporter.ts';
import type { PortService } from '../port/port-service.ts';

type PortHandlers = Pick<Handlers, 'plan.summarise' | 'port.snapshot' | 'port.pieces' | 'port.changes' | 'port.report' | 'package.describe' | 'depth.list' | 'attempts.recent' | 'attempts.describe'>;

/** The rooms of the contract that read the port. */
export function portHandlers(port: PortService, describer: PackageDescriber, nameAndTime: () => { readonly name: string; readonly at: number }): PortHandlers {
  return {
    'plan.summarise': () => {
      if (port.plan === null) throw new ProblemError('not-found', 'There is no plan yet. Name sources in portolan.yaml, then read them (“portolan ingest”).');
      const { unresolvable, notInstallable, buildGroup, undecided, components, ...rest } = summarisePlan(port.plan);
      return { ...rest, unresolvable: [...unresolvable], notInstallable: [...notInstallable], buildGroup: [...buildGroup], undecided: [...undecided], components: { direct: [...components.direct], closure: [...components.closure] } };
    },
    'port.snapshot': () => port.snapshot(),
    'port.pieces': () => port.pieces(),
    'port.changes': ({ after }, { signal }) => port.changes(after, signal),
    'port.report': ({ all }, { signal }) => {
      const { name, at } = nameAndTime();
      return reportOf(port, describer, name, at, { all, signal });
    },
    'package.describe': ({ source }) => describer.describe(source),
    'depth.list': () => depthReportOf(port),
    'attempts.recent': ({ limit }) => [...port.ledger.attempts()].slice(-limit).reverse().map((attempt) => describer.attemptRow(attempt)),
    'attempts.describe': ({ attempt }) => {
      const id = parseAttemptId(attempt);
      const found = id.ok ? port.ledger.attempt(id.value) : undefined;
      if (found === undefined) throw new ProblemError('not-found', `There is no attempt ${JSON.stringify(attempt)}.`);
      return describer.attemptRow(found);
    },
  };
}
