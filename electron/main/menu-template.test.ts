import { describe, expect, it } from 'vitest';

import { electronMenu } from './electron-menu.ts';
import { parseCommands, type MenuCommand } from './menu-commands.ts';
import { menuTemplate } from './menu-template.ts';

const command = (id: string, menu: MenuCommand['menu'], key: string | null = null): MenuCommand => ({ id, title: `Do ${id}`, menu, key, enabled: true });
const labels = (platform: NodeJS.Platform, commands: readonly MenuCommand[] = [], developing = false): string[] => menuTemplate(platform, commands, developing).map(({ label }) => label);
const roles = (platform: NodeJS.Platform, developing = false): string[] =>
  menuTemplate(platform, [], developing).flatMap(({ items }) => items.flatMap((item) => (item.kind === 'role' ? [item.role] : [])));

describe('the menu bar', () => {
  it('has the entries that people look for on each system', () => {
    expect(labels('linux')).toEqual(['Port', 'Edit', 'View', 'Window', 'Help']);
    expect(labels('darwin')).toEqual(['Portolan', 'Port', 'Edit', 'View', 'Window', 'Help']);
    for (const platform of ['linux', 'win32', 'darwin'] as const) {
      for (const role of ['quit', 'undo', 'copy', 'paste', 'selectAll', 'zoomIn', 'togglefullscreen', 'minimize', 'close']) expect(roles(platform), platform).toContain(role);
    }
    expect(roles('darwin')).toContain('about');
  });

  it('has the window’s commands in their menus, in the order in which they came', () => {
    const commands = [command('build.all', 'Build'), command('port.ingest', 'Port'), command('build.stopAll', 'Build')];
    expect(labels('linux', commands)).toEqual(['Port', 'Edit', 'Build', 'View', 'Window', 'Help']);
    const build = menuTemplate('linux', commands, false).find(({ label }) => label === 'Build');
    expect(build?.items.map((item) => (item.kind === 'command' ? item.id : item.kind))).toEqual(['build.all', 'build.stopAll']);
  });

  it('has developer’s tools only while developing', () => {
    expect(roles('linux')).not.toContain('toggleDevTools');
    expect(roles('linux', true)).toContain('toggleDevTools');
  });

  it('calls what is chosen, and leaves the keys of commands to the window', () => {
    const called: string[] = [];
    const menu = electronMenu(menuTemplate('linux', [command('build.all', 'Build', 'CmdOrCtrl+B'), command('build.none', 'Build')], false), {
      command: (id) => called.push(id),
      about: () => called.push('about'),
      open: () => called.push('open'),
    });
    const items = menu.flatMap(({ submenu }) => submenu ?? []);
    for (const { click } of items) click?.();
    expect(called).toEqual(['open', 'build.all', 'build.none', 'about']);
    expect(items.find(({ label }) => label === 'Do build.all')).toMatchObject({ accelerator: 'CmdOrCtrl+B', registerAccelerator: false });
    expect(items.find(({ label }) => label === 'Do build.none')).not.toHaveProperty('accelerator');
  });
});

describe('announced commands', () => {
  it('are taken whole or not at all', () => {
    const good = command('build.all', 'Build', 'CmdOrCtrl+B');
    expect(parseCommands([good])).toEqual([good]);
    expect(parseCommands([])).toEqual([]);
    for (const bad of [null, 'x', {}, [null], [{ ...good, id: '' }], [{ ...good, title: ' ' }], [{ ...good, title: 'x'.repeat(101) }], [{ ...good, menu: 'Edit' }], [{ ...good, key: 'a b\n' }], [good, { ...good, enabled: 1 }], Array.from({ length: 201 }, () => good)]) {
      expect(parseCommands(bad)).toBeNull();
    }
  });
});
