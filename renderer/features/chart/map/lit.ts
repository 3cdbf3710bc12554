import type { Foresight } from '#renderer/state/foresight.ts';
import type { PortModel } from '#renderer/state/port-model.ts';

/** How a package stands in a look ahead: out of it, reached later, ready at once or a station of the path, or asked about. */
export const LIT = { none: 0, later: 1, next: 2, given: 3 } as const;

/** What a look ahead lights up on the map. */
export interface Lit {
  /** One of {@link LIT} for each source. */
  readonly level: Uint8Array;
  /** The critical path, first to be built first; empty for another look. */
  readonly chain: readonly number[];
}

/** Null where nothing is shown, or what is shown was answered for another plan. */
export function litOf(shown: Foresight, model: PortModel): Lit | null {
  if (shown.kind === 'none' || shown.answer.planDigest !== model.planDigest) return null;
  const level = new Uint8Array(model.names.length);
  if (shown.kind === 'critical-path') {
    for (const source of shown.answer.rows) level[source] = LIT.next;
    return { level, chain: shown.answer.rows };
  }
  if (shown.kind === 'unblocks-most') {
    for (const { row } of shown.answer.rows) level[row] = LIT.given;
    return { level, chain: [] };
  }
  for (const source of shown.answer.later) level[source] = LIT.later;
  for (const source of shown.answer.ready) level[source] = LIT.next;
  for (const source of shown.answer.given) level[source] = LIT.given;
  return { level, chain: [] };
}
