import { Popover } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';

/** A card behind a button. */
export function PopoverCard({ trigger, title, children }: { readonly trigger: ReactElement<Record<string, unknown>>; readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <Popover.Root>
      <Popover.Trigger render={trigger} />
      <Popover.Portal>
        <Popover.Positioner className="positioner" sideOffset={8}>
          <Popover.Popup className="popup" data-kind="card">
            <Popover.Title className="visually-hidden">{title}</Popover.Title>
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
