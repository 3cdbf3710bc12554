import type { DepthReport, DepthRow, DepthStepRow } from '#shared/contract/schemas/depth.ts';
import { PRISTINE_DEPTH, type DepthStep } from '#shared/port/depth.ts';
import type { Ledger } from '#shared/port/ledger.ts';
import type { SourceName } from '#shared/vocabulary/ids.ts';

import type { PortService } from './port-service.ts';

/** How deep what the repository has of a source is, with the way to its shallowest ancestor; null while it has nothing. */
export function depthRowOf({ ledger }: Pick<PortService, 'ledger'>, source: SourceName): DepthRow | null {
  const { landed } = ledger.record(source);
  if (landed === null) return null;
  const depth = ledger.depths.of(landed);
  return { source, depth, pristine: depth >= PRISTINE_DEPTH, path: ledger.depths.pathOf(landed).map((step) => stepRow(ledger, step)) };
}

/** The same of everything in the repository, the shallowest first. */
export function depthReportOf(port: PortService): DepthReport {
  const rows = (port.plan?.sources ?? []).flatMap(({ name }) => depthRowOf(port, name as SourceName) ?? []);
  const counts = new Array<number>(1 + Math.max(0, ...rows.map(({ depth }) => depth))).fill(0);
  for (const { depth } of rows) counts[depth] = (counts[depth] ?? 0) + 1;
  return { counts, rows: rows.sort((a, b) => a.depth - b.depth || (a.source < b.source ? -1 : 1)) };
}

function stepRow(ledger: Ledger, { depth, nevra, attempt }: DepthStep): DepthStepRow {
  const made = attempt === null ? undefined : ledger.attempt(attempt);
  return { depth, nevra, build: made === undefined ? null : { attempt: made.id, source: made.source, number: made.number, pass: made.pass } };
}
