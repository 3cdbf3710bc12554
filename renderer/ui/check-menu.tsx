import { Menu } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';

export interface CheckEntry {
  readonly id: string;
  readonly title: string;
  readonly checked: boolean;
}

/** Choices behind a button that are on or off; the menu stays open while they are made. */
export function CheckMenu({ trigger, entries, onToggle }: { readonly trigger: ReactElement<Record<string, unknown>>; readonly entries: readonly CheckEntry[]; readonly onToggle: (id: string) => void }): ReactNode {
  return (
    <Menu.Root>
      <Menu.Trigger render={trigger} />
      <Menu.Portal>
        <Menu.Positioner className="positioner" sideOffset={4} align="end">
          <Menu.Popup className="popup">
            {entries.map(({ id, title, checked }) => (
              <Menu.CheckboxItem key={id} className="menu-item" checked={checked} onCheckedChange={() => onToggle(id)} closeOnClick={false}>
                <span>{title}</span>
                <span aria-hidden="true">{checked ? '✓' : ''}</span>
              </Menu.CheckboxItem>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
