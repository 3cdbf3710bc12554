import type { Handlers } from '#shared/contract/host.ts';
import { firstMorning } from '#shared/plan/first-morning/first-morning.ts';
import type { FirstMorning } from '#shared/plan/first-morning/types.ts';
import type { PassMode, Standing } from '#shared/plan/types.ts';
import { parseSourceName } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import type { PlannedPort } from '../planning/planned-port.ts';
import type { PortService } from '../port/port-service.ts';

/** The report on what there is before anything is built. Made when it is asked for; the same until the plan, the passes or what is left out change. */
export function firstMorningHandlers(port: PortService, planned: () => PlannedPort | null, firstPass: () => PassMode): Pick<Handlers, 'plan.firstMorning'> {
  let made: { readonly key: string; readonly report: FirstMorning } | null = null;
  return {
    'plan.firstMorning': () => {
      const now = planned();
      if (now === null) throw new ProblemError('not-found', 'There is no plan yet. Name sources in portolan.yaml, then read them (“portolan ingest”).');
      const standings = now.plan.sources.map(({ name }, row): Standing => {
        const facts = now.facts[row];
        const source = parseSourceName(name);
        if (facts?.notForArch === true) return 'not-for-arch';
        if (source.ok && port.ledger.record(source.value).leftOut !== null) return 'left-out';
        return (facts?.broken ?? null) === null ? 'pending' : 'broken-source';
      });
      const mode = firstPass();
      const key = JSON.stringify([now.digest, mode, standings]);
      if (made?.key !== key) made = { key, report: firstMorning(now.plan, now.morning, mode, standings) };
      return made.report;
    },
  };
}
