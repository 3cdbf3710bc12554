import { usePlace } from '../location.ts';
import { useConnection } from '../connection.ts';
import { useMarked } from '../marked.ts';
import { usePort } from '../port.ts';
import { useDetail } from '../stores.ts';
import { commandContext, type CommandContext } from './context.ts';
import type { Command } from './command.ts';
import { COMMANDS, runCommand } from './registry.ts';
import { IS_MAC } from './use-command.ts';

/** A command as Electron's menu bar takes it: the shape that `electron/main/menu-commands.ts` checks. */
export interface MenuBarCommand {
  readonly id: string;
  readonly title: string;
  readonly menu: 'Port' | 'Build' | 'Go';
  /** In Electron's notation, `CmdOrCtrl+K`. */
  readonly key: string | null;
  readonly enabled: boolean;
}

const MENUS: Readonly<Record<Command['group'], MenuBarCommand['menu']>> = { Port: 'Port', Build: 'Build', Package: 'Build', Triage: 'Build', 'Go to': 'Go', Chart: 'Go', Log: 'Go', Window: 'Go' };

const NAMED_KEYS: Readonly<Record<string, string>> = { '+': 'Plus', ' ': 'Space', Escape: 'Esc', Enter: 'Enter' };

/**
 * `Mod+k` → `CmdOrCtrl+K`. On a Mac a menu takes its keys before the page does, so a bare letter there would steal what is
 * typed into a field: only chords with Mod are named.
 */
export function acceleratorOf(chord: string, mac: boolean): string | null {
  const parts = chord === '+' ? ['+'] : chord.split('+');
  const modifiers = parts.slice(0, -1);
  if (mac && !modifiers.includes('Mod')) return null;
  const key = parts.at(-1) ?? '';
  return [...modifiers.map((each) => (each === 'Mod' ? 'CmdOrCtrl' : each)), NAMED_KEYS[key] ?? key.toUpperCase()].join('+');
}

/** The whole registry for the menu bar, with what can be run now. */
export function menuBarCommands(context: CommandContext, mac: boolean): readonly MenuBarCommand[] {
  return COMMANDS.map((command) => ({
    id: command.id,
    title: command.title,
    menu: MENUS[command.group],
    key: command.key === null ? null : acceleratorOf(command.key, mac),
    enabled: command.refusal(context) === null,
  }));
}

/** The command that a message of the preload asks for; undefined for any other message, and for one from elsewhere. */
export function commandOfMessage({ source, origin, data }: Pick<MessageEvent<unknown>, 'source' | 'origin' | 'data'>, own: Window): Command | undefined {
  if (source !== own || origin !== own.location.origin) return undefined;
  if (typeof data !== 'object' || data === null || !('kind' in data) || data.kind !== 'portolan-command' || !('id' in data)) return undefined;
  return COMMANDS.find(({ id }) => id === data.id);
}

const SETTLE_MS = 80;

/** Inside Electron: keeps the menu bar in step with the registry, and runs what is chosen there. Called once, at boot. */
export function startMenuBar(): void {
  const bridge = window.portolan;
  if (bridge === undefined) return;
  let announced = '';
  let timer = 0;
  const announce = (): void => {
    timer = 0;
    const commands = menuBarCommands(commandContext(), IS_MAC);
    const text = JSON.stringify(commands);
    if (text === announced) return;
    announced = text;
    bridge.announceCommands(commands);
  };
  const later = (): void => {
    if (timer === 0) timer = window.setTimeout(announce, SETTLE_MS);
  };
  for (const store of [usePlace, usePort, useDetail, useConnection, useMarked]) store.subscribe(later);
  announce();
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const command = commandOfMessage(event, window);
    if (command !== undefined) runCommand(command);
  });
}
