import { setImmediate as pause } from 'node:timers/promises';

import type { Handlers } from '#shared/contract/host.ts';
import type { BlockerTracker } from '#shared/plan/blockers.ts';
import { criticalChain } from '#shared/plan/critical-chain.ts';
import { sayWhatIf } from '#shared/plan/say-what-if.ts';
import { sayUnblocksMost } from '#shared/plan/say-unblocks-most.ts';
import { byWhatItFrees, inTheWay, unblockerOf, type Unblocker } from '#shared/plan/unblocks-most.ts';
import { whatIf } from '#shared/plan/what-if.ts';
import { parseSourceName } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import type { Planned, PortService } from '../port/port-service.ts';

/** The rooms of the contract that look ahead by the rules of the plan; nothing is changed by asking. */
export function foresightHandlers(port: PortService): Pick<Handlers, 'plan.whatIf' | 'plan.criticalPath' | 'plan.unblocksMost'> {
  const present = (): { readonly planned: Planned; readonly tracker: BlockerTracker } => {
    const { planned, tracker } = port;
    if (planned === null || tracker === null) throw new ProblemError('not-found', 'There is no plan yet. Name sources in portolan.yaml, then read them (“portolan ingest”).');
    return { planned, tracker };
  };
  return {
    'plan.whatIf': ({ sources }) => {
      const { planned, tracker } = present();
      const nameOf = (source: number): string => planned.plan.sources[source]?.name ?? '';
      const answer = whatIf(tracker, sources.map((name) => rowOf(port, name)));
      return {
        planDigest: planned.digest,
        given: [...answer.given],
        ready: [...answer.ready],
        later: [...answer.later],
        waited: answer.waited,
        left: answer.left,
        next: answer.next.map(({ source, why, holds }) => ({ source: nameOf(source), why, holds })),
        sentence: sayWhatIf(answer, nameOf),
      };
    },
    'plan.unblocksMost': async ({ most }, { signal }) => {
      const { planned, tracker } = present();
      const nameOf = (source: number): string => planned.plan.sources[source]?.name ?? '';
      const found = inTheWay(tracker);
      const ranked: Unblocker[] = [];
      for (const each of found) {
        ranked.push(unblockerOf(tracker, each));
        // Each takes a walk: others get their turn in between.
        await pause(undefined, { signal });
      }
      ranked.sort(byWhatItFrees);
      return {
        planDigest: planned.digest,
        rows: ranked.slice(0, most).map(({ source, ...rest }) => ({ row: source, source: nameOf(source), ...rest })),
        all: found.length,
        sentence: sayUnblocksMost(ranked, found.length, nameOf),
      };
    },
    'plan.criticalPath': () => {
      const { planned, tracker } = present();
      const known = new Map([...port.ledger.statistics.latest].flatMap(([source, milliseconds]) => {
        const row = port.rowOf(source);
        return row === undefined ? [] : [[row, Math.max(1, Math.round(milliseconds / 1000))] as const];
      }));
      const chain = criticalChain(tracker, known);
      return { planDigest: planned.digest, rows: [...chain.path], names: chain.path.map((source) => planned.plan.sources[source]?.name ?? ''), seconds: [...chain.seconds], known: [...chain.known], mean: chain.mean };
    },
  };
}

function rowOf(port: PortService, name: string): number {
  const source = parseSourceName(name);
  const row = source.ok ? port.rowOf(source.value) : undefined;
  if (row === undefined) throw new ProblemError('not-found', `The port has no source package ${JSON.stringify(name)}.`);
  return row;
}
