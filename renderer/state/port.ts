import { create } from 'zustand';

import type { PortDelta, PortHead, PortSummary } from '#shared/contract/schemas/port.ts';

import { applyDelta, type PortModel } from './port-model.ts';

export interface PortState {
  readonly model: PortModel | null;
  readonly summary: PortSummary | null;
  /** The last event that is in the columns. */
  readonly sequence: number;
  /** Grows whenever the columns are written: they are the same arrays before and after. */
  readonly version: number;
}

export const usePort = create<PortState>(() => ({ model: null, summary: null, sequence: 0, version: 0 }));

/** @param model with all sources of the head in it */
export function takePort(head: PortHead, model: PortModel): void {
  usePort.setState(({ version }) => ({ model, summary: head.summary, sequence: head.sequence, version: version + 1 }));
}

/** Returns false when the delta belongs to another plan, or to a core that knows less than this window: a new snapshot must be taken then. */
export function takeDelta(delta: PortDelta): boolean {
  const { model, sequence } = usePort.getState();
  if (model === null || delta.planDigest !== model.planDigest || delta.sequence < sequence) return false;
  applyDelta(model, delta);
  usePort.setState(({ version }) => ({ summary: delta.summary, sequence: delta.sequence, version: version + 1 }));
  return true;
}
