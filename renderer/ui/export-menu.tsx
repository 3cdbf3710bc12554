import type { ReactNode } from 'react';

import { ActionMenu, type MenuEntry } from './menu.tsx';

/** What a table can be saved as, behind one button. */
export function ExportMenu({ entries }: { readonly entries: readonly MenuEntry[] }): ReactNode {
  return (
    <ActionMenu
      trigger={
        <button type="button" className="button" data-kind="quiet">
          Export <span aria-hidden="true">▾</span>
        </button>
      }
      entries={entries}
    />
  );
}
