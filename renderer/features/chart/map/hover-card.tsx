import type { ReactNode } from 'react';

import { hasFlag, stateAt, type PortModel } from '#renderer/state/port-model.ts';
import { StateChip } from '#renderer/ui/chip.tsx';
import { formatDuration, plural } from '#renderer/ui/format.ts';

import type { Size } from './camera.ts';

export interface Hovered {
  /** −1 where the pointer is on a mass, not on a mark. */
  readonly source: number;
  readonly block: number;
  readonly x: number;
  readonly y: number;
}

/** Where a card of about 120 pixels stands beside the pointer, within the view. */
export function besidePointer(x: number, y: number, view: Size): { readonly left: number; readonly top: number } {
  return { left: x + 270 > view.width ? x - 262 : x + 16, top: Math.max(8, Math.min(view.height - 128, y + 12)) };
}

/** What the pointer is on, in a card beside it. */
export function HoverCard({ model, hovered, view, past }: { readonly model: PortModel; readonly hovered: Hovered; readonly view: Size; readonly past: boolean }): ReactNode {
  const { source, x, y } = hovered;
  const waits = model.waits[source] ?? 0;
  const seconds = model.seconds[source] ?? 0;
  const owner = model.owners[source] ?? '';
  const { left, top } = besidePointer(x, y, view);
  return (
    <div className="hover-card" style={{ transform: `translate(${left}px, ${top}px)` }} aria-hidden="true">
      <strong>{model.names[source]}</strong>
      <span className="mono soft truncate">{model.evrs[source]}</span>
      <span>
        <StateChip state={stateAt(model, source)} provisional={hasFlag(model, source, 'provisional')} />
      </span>
      {past || (seconds === 0 && owner === '') ? null : (
        <span className="soft">
          {seconds === 0 ? '' : `last built in ${formatDuration(seconds * 1000)}`}
          {seconds === 0 || owner === '' ? '' : ' · '}
          {owner === '' ? '' : owner}
        </span>
      )}
      <span className="faint">
        {past ? `rank ${model.ranks[source] ?? 0}` : waits === 0 ? 'nothing waits for it' : waits === 1 ? '1 package waits for it' : `${plural(waits, 'package')} wait for it`}
        {hasFlag(model, source, 'cycle') ? ' · in a cycle' : ''}
        {hasFlag(model, source, 'undecided') ? ' · buildroot not known' : ''}
      </span>
    </div>
  );
}
