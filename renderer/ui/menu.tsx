import { Menu } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';

import { Kbd } from './chip.tsx';

export interface MenuEntry {
  readonly id: string;
  readonly title: string;
  readonly key?: string | null | undefined;
  readonly disabledReason?: string | null | undefined;
  readonly run: () => void;
}

/** A menu behind a button; disabled entries say why. */
export function ActionMenu({ trigger, entries }: { readonly trigger: ReactElement<Record<string, unknown>>; readonly entries: readonly (MenuEntry | 'rule')[] }): ReactNode {
  return (
    <Menu.Root>
      <Menu.Trigger render={trigger} />
      <Menu.Portal>
        <Menu.Positioner className="positioner" sideOffset={4} align="end">
          <Menu.Popup className="popup">
            {entries.map((entry, index) =>
              entry === 'rule' ? (
                <Menu.Separator key={`rule-${index}`} className="menu-rule" />
              ) : (
                <Menu.Item key={entry.id} className="menu-item" disabled={typeof entry.disabledReason === 'string'} onClick={() => entry.run()}>
                  <span>
                    {entry.title}
                    {typeof entry.disabledReason === 'string' ? <small>{entry.disabledReason}</small> : null}
                  </span>
                  {typeof entry.key === 'string' ? <Kbd>{entry.key}</Kbd> : null}
                </Menu.Item>
              ),
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
