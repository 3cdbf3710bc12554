import type { ReactNode } from 'react';

import { hasFlag, stateAt, type PortModel } from '#renderer/state/port-model.ts';
import { StateChip } from '#renderer/ui/chip.tsx';
import { plural } from '#renderer/ui/format.ts';

import type { Size } from './camera.ts';

export interface Hovered {
  readonly source: number;
  readonly x: number;
  readonly y: number;
}

/** What the pointer is on, in a card beside it. */
export function HoverCard({ model, hovered, view }: { readonly model: PortModel; readonly hovered: Hovered; readonly view: Size }): ReactNode {
  const { source, x, y } = hovered;
  const waits = model.waits[source] ?? 0;
  const left = x + 270 > view.width ? x - 262 : x + 16;
  const top = Math.max(8, Math.min(view.height - 100, y + 12));
  return (
    <div className="hover-card" style={{ transform: `translate(${left}px, ${top}px)` }} aria-hidden="true">
      <strong>{model.names[source]}</strong>
      <span className="mono soft truncate">{model.evrs[source]}</span>
      <span>
        <StateChip state={stateAt(model, source)} provisional={hasFlag(model, source, 'provisional')} />
      </span>
      <span className="faint">
        {waits === 0 ? 'nothing waits for it' : waits === 1 ? '1 package waits for it' : `${plural(waits, 'package')} wait for it`}
        {hasFlag(model, source, 'cycle') ? ' · in a cycle' : ''}
      </span>
    </div>
  );
}
