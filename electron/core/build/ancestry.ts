import { shallowestOf, type BuiltBinary } from '#shared/port/depth.ts';
import type { PortEvent } from '#shared/port/events.ts';
import type { Ledger } from '#shared/port/ledger.ts';
import type { AttemptId } from '#shared/vocabulary/ids.ts';

import type { PortService } from '../port/port-service.ts';
import type { ResultStore } from './result-store.ts';

/** The event that says how deep a build is; none where its buildroot is not on record. */
export function ancestryEvents(ledger: Ledger, results: ResultStore, attempt: AttemptId, buildroot: readonly BuiltBinary[]): PortEvent[] {
  const shallowest = shallowestOf(buildroot, (binary) => results.makersOf(binary), ledger.depths);
  return shallowest === null ? [] : [{ kind: 'buildroot-recorded', attempt, shallowest }];
}

/** Derives what an older version left underived, in the order in which the builds ended: their buildroots are on record. */
export function catchUpAncestry(port: PortService, results: ResultStore): void {
  const { ledger } = port;
  const late = [...ledger.attempts()].filter(({ id, state, scratch }) => state === 'succeeded' && !scratch && !ledger.depths.isKnown(id));
  for (const { id } of late.sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0))) {
    const events = ancestryEvents(ledger, results, id, results.buildrootOf(id));
    if (events.length > 0) port.record(events);
  }
}
