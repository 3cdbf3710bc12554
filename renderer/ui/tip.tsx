import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';

/** Words beside a control, on hover and on focus. What matters never stands in a tip alone. */
export function Tip({ words, children, side = 'bottom' }: { readonly words: ReactNode; readonly children: ReactElement<Record<string, unknown>>; readonly side?: 'bottom' | 'right' | 'left' | 'top' }): ReactNode {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner className="positioner" side={side} sideOffset={6}>
          <Tooltip.Popup className="popup" data-kind="tip">
            {words}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
