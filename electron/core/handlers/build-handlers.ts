import type { Handlers } from '#shared/contract/host.ts';
import { isEnded } from '#shared/vocabulary/attempt-state.ts';
import { parseAttemptId } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import type { BuildService } from '../build/build-service.ts';
import type { LogStore } from '../build/log-store.ts';
import type { ReleaseDesk } from '../build/release-desk.ts';
import type { PackageDescriber } from '../port/package-describer.ts';
import type { PortService } from '../port/port-service.ts';

type BuildHandlers = Pick<Handlers, Extract<keyof Handlers, `build.${string}`> | 'log.follow'>;

/** The rooms of the contract that build, and that read what builds say. */
export function buildHandlers(builds: BuildService, logs: LogStore, port: PortService, describer: PackageDescriber, releases: ReleaseDesk): BuildHandlers {
  return {
    'build.all': () => builds.all(),
    'build.packages': ({ sources, dependents }) => builds.packages(sources, dependents),
    'build.unqueue': ({ sources }) => {
      builds.unqueue(sources);
      return {};
    },
    'build.scratch': ({ source, ...request }) => builds.scratch(source, request),
    'build.stopAll': () => builds.stopAll(),
    'build.cancel': async ({ attempt }) => {
      await builds.cancel(attempt);
      return {};
    },
    'build.release': ({ source, keepOld }) => {
      releases.release(describer.find(source).source, keepOld);
      return {};
    },
    'log.follow': ({ attempt, from }, { signal }) => {
      const id = parseAttemptId(attempt);
      if (!id.ok || port.ledger.attempt(id.value) === undefined) throw new ProblemError('not-found', `There is no attempt ${JSON.stringify(attempt)}.`);
      const endOf = () => {
        const state = port.ledger.attempt(id.value)?.state ?? 'lost';
        return isEnded(state) ? state : null;
      };
      return logs.follow(id.value, from, endOf, signal);
    },
  };
}
