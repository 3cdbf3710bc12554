import type { PortEvent } from '#shared/port/events.ts';
import { sameChange, type FixChange, type PortFix } from '#shared/port/fix.ts';
import { fixWords } from '#shared/port/fix-words.ts';
import { parseSourceName, type SourceName } from '#shared/vocabulary/ids.ts';

import type { ProjectConfig } from '../project/project-schema.ts';
import type { PortService } from './port-service.ts';

/** Takes over into the port's history what people decided in `portolan.yaml` since it was last read. */
export function recordIntent(port: PortService, config: ProjectConfig, before: ProjectConfig | null): void {
  const events: PortEvent[] = [];
  // Names that the port does not have are kept in the file and change nothing; what is no name at all is passed over.
  const leftOut = new Map(Object.entries(config.leftOut).flatMap(([name, reason]) => named(name).map((source) => [source, reason] as const)));
  for (const [source, reason] of leftOut) {
    if (port.ledger.record(source).leftOut !== reason) events.push({ kind: 'left-out', source, reason });
  }
  for (const source of port.ledger.leftOut()) if (!leftOut.has(source)) events.push({ kind: 'brought-back', source });
  if (before !== null) events.push(...fixEvents(config.portFixes, before.portFixes));
  if (events.length > 0) port.record(events);
}

type Fixes = Readonly<Record<string, readonly PortFix[]>>;

function fixEvents(now: Fixes, before: Fixes): PortEvent[] {
  const changes = (fixes: Fixes, name: string): readonly FixChange[] => (fixes[name] ?? []).map(({ change }) => change);
  return [...new Set([...Object.keys(now), ...Object.keys(before)])].flatMap((name): PortEvent[] => {
    const [source] = named(name);
    if (source === undefined) return [];
    const [present, past] = [changes(now, name), changes(before, name)];
    const missing = (from: readonly FixChange[], change: FixChange): boolean => !from.some((each) => sameChange(each, change));
    return [
      ...present.filter((change) => missing(past, change)).map((change): PortEvent => ({ kind: 'fix-applied', source, fix: fixWords(change) })),
      ...past.filter((change) => missing(present, change)).map((change): PortEvent => ({ kind: 'fix-removed', source, fix: fixWords(change) })),
    ];
  });
}

function named(name: string): readonly SourceName[] {
  const parsed = parseSourceName(name);
  return parsed.ok ? [parsed.value] : [];
}
