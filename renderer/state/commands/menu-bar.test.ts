import { describe, expect, it } from 'vitest';

import { commandContext } from './context.ts';
import { acceleratorOf, commandOfMessage, menuBarCommands } from './menu-bar.ts';

describe('the menu bar', () => {
  it.each([false, true])('is told of every command in the shape that it checks (on a Mac: %s)', (mac) => {
    const commands = menuBarCommands(commandContext(), mac);
    // The limits of electron/main/menu-commands.ts, which takes the list whole or not at all.
    expect(commands.length).toBeLessThanOrEqual(200);
    for (const { id, title, key } of commands) {
      expect(id).toMatch(/^.{1,100}$/);
      expect(title).toMatch(/^\S.{0,99}$/);
      expect(key ?? '').toMatch(/^[\w+=\-[\];',./\\`]{0,50}$/);
    }
    expect(commands.find(({ id }) => id === 'build-all')).toMatchObject({ menu: 'Build', key: 'CmdOrCtrl+Enter', enabled: false });
    expect(commands.find(({ id }) => id === 'go-fleet')).toMatchObject({ menu: 'Go', key: mac ? null : '3', enabled: true });
    expect(commands.find(({ id }) => id === 'ingest')).toMatchObject({ menu: 'Port' });
  });

  it('writes keys as Electron does', () => {
    expect(acceleratorOf('Mod+k', true)).toBe('CmdOrCtrl+K');
    expect(acceleratorOf('Shift+r', false)).toBe('Shift+R');
    expect(acceleratorOf('+', false)).toBe('Plus');
    expect(acceleratorOf('b', true)).toBeNull();
  });
});

describe('a message of the menu bar', () => {
  const own = { location: { origin: 'app://portolan' } } as Window;
  const message = (data: unknown, source: Window | null = own, origin = 'app://portolan'): Parameters<typeof commandOfMessage>[0] => ({ data, source, origin });

  it('asks for a command by its id', () => {
    expect(commandOfMessage(message({ kind: 'portolan-command', id: 'build-all' }), own)?.id).toBe('build-all');
  });

  it('is passed over when it is anything else, or from elsewhere', () => {
    const good = { kind: 'portolan-command', id: 'build-all' };
    for (const bad of [null, 'x', {}, { kind: 'portolan-port' }, { kind: 'portolan-command' }, { kind: 'portolan-command', id: 7 }, { kind: 'portolan-command', id: 'no-such' }]) {
      expect(commandOfMessage(message(bad), own)).toBeUndefined();
    }
    expect(commandOfMessage(message(good, null), own)).toBeUndefined();
    expect(commandOfMessage(message(good, own, 'https://elsewhere.example'), own)).toBeUndefined();
  });
});
