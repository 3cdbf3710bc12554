import { useShallow } from 'zustand/react/shallow';

import type { PackageDetail } from '#shared/contract/schemas/package.ts';
import type { PortSummary } from '#shared/contract/schemas/port.ts';

import { refusalToCommand, useConnection } from '../connection.ts';
import { usePlace, type Place } from '../location.ts';
import { useMarked } from '../marked.ts';
import { usePort } from '../port.ts';
import { useDetail } from '../stores.ts';

/** What a command may look at to know whether it can run. */
export interface CommandContext {
  /** Why nothing can be commanded at all; null when it can. */
  readonly refusal: string | null;
  readonly place: Place;
  readonly summary: PortSummary | null;
  /** Of the selected package; null while nothing is selected or it is on its way. */
  readonly detail: PackageDetail | null;
}

function detailOf(place: Place, { source, detail }: { readonly source: string | null; readonly detail: PackageDetail | null }): PackageDetail | null {
  return source === place.select ? detail : null;
}

export function commandContext(): CommandContext {
  const place = usePlace.getState();
  return { refusal: refusalToCommand(useConnection.getState()), place, summary: usePort.getState().summary, detail: detailOf(place, useDetail.getState()) };
}

/** The same for components: renewed when any of it changes. */
export function useCommandContext(): CommandContext {
  const refusal = useConnection(refusalToCommand);
  const place = usePlace();
  const summary = usePort((state) => state.summary);
  useMarked((state) => state.names);
  const shown = useDetail(useShallow(({ source, detail }) => ({ source, detail })));
  return { refusal, place, summary, detail: detailOf(place, shown) };
}
