import type { Attempt } from '#shared/port/attempt.ts';
import { isEnded } from '#shared/vocabulary/attempt-state.ts';
import type { AttemptId } from '#shared/vocabulary/ids.ts';

import type { BuilderLine, BuilderLink } from '../builders/builder-link.ts';
import type { BuilderStatus } from '../builders/types.ts';
import type { FleetService } from '../fleet/fleet-service.ts';
import { cleanUpJobs, jobStates } from '../jobs/job-runner.ts';
import type { PortService } from '../port/port-service.ts';

/** Ids for one command line. */
const BATCH = 200;

/**
 * Keeps builders free of jobs that nobody waits for: those of attempts that were cancelled or given up for lost while
 * their builder was away and that may still be running there, and the folders of those whose end was applied.
 *
 * What it cannot do now it does when the builder is next ready, so its failures are nobody's trouble.
 */
export class JobSweeper {
  readonly #port: PortService;
  readonly #fleet: FleetService;
  /** The status with which each line was ready when it was last swept: a new connection has a new one. */
  readonly #swept = new WeakMap<BuilderLink, BuilderStatus>();

  constructor(port: PortService, fleet: FleetService) {
    this.#port = port;
    this.#fleet = fleet;
    fleet.onChange(() => this.look());
  }

  /** Sweeps every builder that has become ready since. */
  look(): void {
    for (const link of this.#fleet.links()) {
      const { status } = link;
      if (status.kind !== 'ready' || this.#swept.get(link) === status) continue;
      this.#swept.set(link, status);
      this.#sweep(link).catch(() => void this.#swept.delete(link));
    }
  }

  /** Ends and removes the jobs of attempts that have just ended. */
  remove(attempts: readonly Attempt[]): void {
    for (const link of this.#fleet.links()) {
      const ids = attempts.filter(({ builder }) => builder === link.name).map(({ id }) => id);
      if (ids.length > 0 && link.status.kind === 'ready') removeJobs(link, ids).catch(() => undefined);
    }
  }

  async #sweep(link: BuilderLink): Promise<void> {
    const present = [...(await jobStates(link)).keys()];
    const spent = present.filter((id) => this.#isSpent(id));
    if (spent.length > 0) await removeJobs(link, spent);
  }

  /** Attempts that this port does not know are another's; those that are built may have to be collected once more. */
  #isSpent(id: AttemptId): boolean {
    const { ledger } = this.#port;
    const attempt = ledger.attempt(id);
    if (attempt === undefined || !isEnded(attempt.state)) return false;
    return attempt.state !== 'succeeded' || !ledger.unpublished().includes(attempt);
  }
}

/** Removing a job that still runs ends it first (jobs/README.md, `cleanup`). */
async function removeJobs(line: BuilderLine, ids: readonly AttemptId[]): Promise<void> {
  for (let begin = 0; begin < ids.length; begin += BATCH) await cleanUpJobs(line, ids.slice(begin, begin + BATCH));
}
