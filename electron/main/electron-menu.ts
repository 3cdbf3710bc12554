import { assertNever } from '#shared/vocabulary/assert-never.ts';

import type { MenuItem, TopMenu } from './menu-template.ts';

/** What Electron builds a menu from, as far as we use it. */
export interface ElectronMenuItem {
  label?: string;
  role?: NonNullable<TopMenu['role']> | (MenuItem & { kind: 'role' })['role'];
  type?: 'separator';
  accelerator?: string;
  registerAccelerator?: boolean;
  enabled?: boolean;
  click?: () => void;
  submenu?: ElectronMenuItem[];
}

export interface MenuActions {
  /** Forwards a command to the window that is in front. */
  command(id: string): void;
  about(): void;
  open(): void;
}

/** The menu as Electron takes it. Keys of commands are shown and not registered: the window's registry hears them itself. */
export function electronMenu(menus: readonly TopMenu[], actions: MenuActions): ElectronMenuItem[] {
  return menus.map(({ label, role, items }) => ({ label, ...(role === undefined ? {} : { role }), submenu: items.map((item) => electronItem(item, actions)) }));
}

function electronItem(item: MenuItem, actions: MenuActions): ElectronMenuItem {
  switch (item.kind) {
    case 'role':
      return { role: item.role };
    case 'separator':
      return { type: 'separator' };
    case 'command':
      return {
        label: item.label,
        enabled: item.enabled,
        click: () => actions.command(item.id),
        ...(item.key === null || item.key === '' ? {} : { accelerator: item.key, registerAccelerator: false }),
      };
    case 'action':
      return { label: item.label, click: () => actions[item.action](), ...(item.key === null ? {} : { accelerator: item.key }) };
    default:
      return assertNever(item);
  }
}
