import { setImmediate as pause } from 'node:timers/promises';

import { orderOfReport, type Report, type ReportRow } from '#shared/progress/report.ts';
import { percentPorted, tallySentence } from '#shared/progress/tally.ts';
import { FLAG_BITS } from '#shared/vocabulary/flag-bits.ts';
import { parseSourceName } from '#shared/vocabulary/ids.ts';

import type { PackageDescriber } from './package-describer.ts';
import type { PortService } from './port-service.ts';

/** Milliseconds of work after which others get a turn. */
const TURN = 20;

export interface ReportWish {
  /** What is in the repository or not for this architecture is told, too. */
  readonly all: boolean;
  readonly signal: AbortSignal;
}

/** Every package of the port with the sentence that its drawer has; what is in the way first. */
export async function reportOf(port: PortService, describer: PackageDescriber, name: string, at: number, { all, signal }: ReportWish): Promise<Report> {
  const summary = port.summary();
  const rows: ReportRow[] = [];
  const why = describer.whyOfEach();
  let turn = performance.now() + TURN;
  for (const { name: source, evr } of port.plan?.sources ?? []) {
    const parsed = parseSourceName(source);
    const row = parsed.ok ? port.rowOf(parsed.value) : undefined;
    if (!parsed.ok || row === undefined) continue;
    const state = port.stateOf(row);
    const provisional = (port.flagsOf(row) & FLAG_BITS.provisional) !== 0;
    if (!all && (state === 'not-for-arch' || (state === 'in-repo' && !provisional))) continue;
    rows.push({ source, evr, state, provisional, owner: port.ledger.judgements.ownerOf(parsed.value), failureClass: state === 'failed' ? (port.latestOf(parsed.value)?.failure?.failureClass ?? null) : null, holdsUp: port.waitsOf(row), why: why(source) });
    if (performance.now() < turn) continue;
    await pause(undefined, { signal });
    turn = performance.now() + TURN;
  }
  return {
    name,
    at: new Date(at).toISOString(),
    pass: { number: summary.pass.number, of: summary.pass.of },
    percent: percentPorted(summary),
    sentence: tallySentence({ ...summary, toGo: summary.portable - summary.inRepo - summary.leftOut }),
    simulated: port.ledger.hasSimulated,
    rows: rows.sort(orderOfReport),
  };
}
