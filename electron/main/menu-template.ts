import { COMMAND_MENUS, type MenuCommand } from './menu-commands.ts';

type Role =
  | 'about' | 'appMenu' | 'close' | 'copy' | 'cut' | 'hide' | 'hideOthers' | 'minimize' | 'paste' | 'quit' | 'reload' | 'resetZoom'
  | 'selectAll' | 'services' | 'toggleDevTools' | 'togglefullscreen' | 'undo' | 'redo' | 'unhide' | 'zoom' | 'zoomIn' | 'zoomOut';

/** One entry of a menu, as data; what is clicked is named, never a function. */
export type MenuItem =
  | { readonly kind: 'role'; readonly role: Role }
  | { readonly kind: 'separator' }
  | { readonly kind: 'command'; readonly id: string; readonly label: string; readonly key: string | null; readonly enabled: boolean }
  | { readonly kind: 'action'; readonly action: 'about' | 'open'; readonly label: string; readonly key: string | null };

export interface TopMenu {
  readonly label: string;
  readonly role?: 'windowMenu' | 'help';
  readonly items: readonly MenuItem[];
}

const SEPARATOR = { kind: 'separator' } as const;
const role = (name: Role): MenuItem => ({ kind: 'role', role: name });

/**
 * The menu bar: the system's own entries where people look for them, and between them what the window announced. A menu
 * without entries is left out. `developing` adds the developer's tools.
 */
export function menuTemplate(platform: NodeJS.Platform, commands: readonly MenuCommand[], developing: boolean): readonly TopMenu[] {
  const mac = platform === 'darwin';
  const about: MenuItem = { kind: 'action', action: 'about', label: 'About Portolan', key: null };
  const open: MenuItem = { kind: 'action', action: 'open', label: 'Open Port…', key: 'CmdOrCtrl+O' };
  const of = (menu: MenuCommand['menu']): MenuItem[] =>
    commands.filter((each) => each.menu === menu).map(({ id, title, key, enabled }) => ({ kind: 'command', id, label: title, key, enabled }));
  const [port, ...others] = COMMAND_MENUS;
  const menus: readonly TopMenu[] = [
    ...(mac ? [{ label: 'Portolan', items: [role('about'), SEPARATOR, role('services'), SEPARATOR, role('hide'), role('hideOthers'), role('unhide'), SEPARATOR, role('quit')] }] : []),
    { label: port, items: [open, ...separated(of(port)), SEPARATOR, role(mac ? 'close' : 'quit')] },
    { label: 'Edit', items: [role('undo'), role('redo'), SEPARATOR, role('cut'), role('copy'), role('paste'), role('selectAll')] },
    ...others.map((menu) => ({ label: menu, items: of(menu) })),
    {
      label: 'View',
      items: [role('resetZoom'), role('zoomIn'), role('zoomOut'), SEPARATOR, role('togglefullscreen'), ...(developing ? [SEPARATOR, role('reload'), role('toggleDevTools')] : [])],
    },
    { label: 'Window', role: 'windowMenu', items: mac ? [role('minimize'), role('zoom')] : [role('minimize'), role('close')] },
    { label: 'Help', role: 'help', items: mac ? [] : [about] },
  ];
  return menus.filter(({ items, role: menuRole }) => items.length > 0 || menuRole === 'help');
}

function separated(items: readonly MenuItem[]): readonly MenuItem[] {
  return items.length === 0 ? [] : [SEPARATOR, ...items];
}
