import { piecesOf } from '#shared/contract/port-pieces.ts';
import type { PortHead, PortSnapshot } from '#shared/contract/schemas/port.ts';
import { PACKAGE_STATES, type PackageState } from '#shared/vocabulary/package-state.ts';

import { takePort } from '../port.ts';
import { growModel, type PortModel } from '../port-model.ts';
import { emptySummary } from './summary.ts';

export interface PackageRow {
  readonly name: string;
  readonly state: PackageState;
  readonly needs?: readonly number[];
  readonly waits?: number;
  readonly flags?: number;
  readonly rank?: number;
}

/** A snapshot of a few packages, for tests. */
export function snapshotOf(rows: readonly PackageRow[]): PortSnapshot {
  const needOffsets = [0];
  for (const { needs = [] } of rows) needOffsets.push((needOffsets.at(-1) ?? 0) + needs.length);
  return {
    sequence: 1,
    planDigest: 'plan',
    names: rows.map(({ name }) => name),
    evrs: rows.map(() => '1-1'),
    states: rows.map(({ state }) => PACKAGE_STATES.indexOf(state)),
    flags: rows.map(({ flags = 0 }) => flags),
    ranks: rows.map(({ rank = 0 }) => rank),
    components: rows.map(() => -1),
    waits: rows.map(({ waits = 0 }) => waits),
    failureClasses: rows.map(() => -1),
    owners: rows.map(() => ''),
    seconds: rows.map(() => 0),
    needOffsets,
    needs: rows.flatMap(({ needs = [] }) => [...needs]),
    summary: emptySummary(rows.length),
  };
}

function openedFrom(snapshot: PortSnapshot): { readonly head: PortHead; readonly model: PortModel } {
  const [head, ...parts] = piecesOf(snapshot);
  if (head?.kind !== 'head') throw new Error('A port begins with its head.');
  const { model, take } = growModel(head);
  for (const part of parts) if (part.kind === 'part') take(part);
  return { head, model };
}

/** The model that a window makes of a snapshot. */
export function modelOf(snapshot: PortSnapshot): PortModel {
  return openedFrom(snapshot).model;
}

/** As if the core had just sent it. */
export function takeSnapshot(snapshot: PortSnapshot): void {
  const { head, model } = openedFrom(snapshot);
  takePort(head, model);
}
