import { useMemo } from 'react';
import { create } from 'zustand';

import { problemOf, type Problem } from '#shared/vocabulary/problem.ts';

import { useConnection } from './connection.ts';
import { History, modelThen } from './history.ts';
import { go, usePlace } from './location.ts';
import { usePort } from './port.ts';
import type { PortModel } from './port-model.ts';

export const RANGES = ['day', 'pass', 'all'] as const;
export type Range = (typeof RANGES)[number];

/** Which instant the Map shows, and what is known of the past. The address has the instant too, a moment later. */
export interface Time {
  /** The bar stands open under the Map. */
  readonly open: boolean;
  /** Milliseconds since 1970; null for now. */
  readonly at: number | null;
  readonly range: Range;
  readonly playing: boolean;
  /** Milliseconds of the past in one second; null for what fits the range. */
  readonly speed: number | null;
  readonly history: History | null;
  /** Grows with what is known: the history is the same object before and after. */
  readonly version: number;
  readonly problem: Problem | null;
}

const began = usePlace.getState().at;

export const useTime = create<Time>(() => ({ open: began !== null, at: began, range: 'all', playing: false, speed: null, history: null, version: 0, problem: null }));

/** Scrubbing moves many times a second; the address need not. */
const ADDRESS_MS = 300;
let writing = 0;

/** Shows the port as it was at an instant; null shows it as it is. */
export function showAt(at: number | null): void {
  const entering = (useTime.getState().at === null) !== (at === null);
  useTime.setState({ at, ...(at === null ? { playing: false } : { open: true }) });
  window.clearTimeout(writing);
  writing = 0;
  const write = (): void => {
    writing = 0;
    go({ at: useTime.getState().at }, { remember: false });
  };
  if (entering) write();
  else writing = window.setTimeout(write, ADDRESS_MS);
}

export function closeTime(): void {
  if (useTime.getState().at !== null) showAt(null);
  useTime.setState({ open: false, playing: false });
}

usePlace.subscribe(({ at }, before) => {
  // The back button, or an address that somebody sent.
  if (at !== before.at && at !== useTime.getState().at && writing === 0) useTime.setState({ at, ...(at === null ? { playing: false } : { open: true }) });
});

/** Follows the port's history until the signal aborts or the connection ends. Called while somebody looks at it. */
export async function followHistory(signal: AbortSignal): Promise<void> {
  const { client } = useConnection.getState();
  if (client === null) return;
  const stream = client.open('port.history', {});
  signal.addEventListener('abort', () => stream.cancel(), { once: true });
  try {
    for await (const piece of stream) {
      const known = piece.begin === null ? useTime.getState().history : new History(piece.planDigest, piece.begin);
      known?.take(piece);
      useTime.setState(({ version }) => ({ history: known, version: version + 1, problem: null }));
    }
  } catch (thrown) {
    if (!signal.aborted) useTime.setState({ problem: problemOf(thrown) });
  }
}

/** The port as the Map shows it: as it is, or as it was at the instant that was chosen. Others see it as it is. */
export function useShownPort(): { readonly model: PortModel | null; readonly version: number } {
  const { model, version } = usePort();
  const onMap = usePlace(({ screen, view }) => screen === 'chart' && view === 'map');
  const { at, history, version: known } = useTime();
  // Both versions stand for contents that are written in place.
  const then = useMemo(
    () => (!onMap || at === null || model === null || version < 0 || known < 0 || history?.planDigest !== model.planDigest ? null : modelThen(model, history, at)),
    [onMap, at, model, version, known, history],
  );
  return { model: then ?? model, version };
}
