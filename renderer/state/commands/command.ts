import type { CommandContext } from './context.ts';

/** One thing that a person can do, by button, menu, palette and key alike. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly group: 'Port' | 'Build' | 'Package' | 'Triage' | 'Go to' | 'Chart' | 'Log' | 'Window';
  /** As in {@link chordOf}: `b`, `Shift+b`, `Mod+k`; null where it has none. */
  readonly key: string | null;
  /** Why it cannot be done now, for a person; null when it can. */
  refusal(context: CommandContext): string | null;
  run(context: CommandContext): void;
}

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** A key press as commands write theirs. Ctrl and Cmd are both `Mod`; Shift is named with letters and named keys only. */
export function chordOf(press: KeyPress): string {
  const letter = press.key.length === 1 && press.key.toLowerCase() !== press.key.toUpperCase();
  const parts = [];
  if (press.ctrlKey || press.metaKey) parts.push('Mod');
  if (press.altKey) parts.push('Alt');
  if (press.shiftKey && (letter || press.key.length > 1)) parts.push('Shift');
  parts.push(letter ? press.key.toLowerCase() : press.key);
  return parts.join('+');
}

/** A chord as a person reads it on this machine. */
export function sayChord(chord: string, mac: boolean): string {
  return chord
    .replace('Mod+', mac ? '⌘' : 'Ctrl ')
    .replace('Shift+', mac ? '⇧' : 'Shift ')
    .replace('Alt+', mac ? '⌥' : 'Alt ')
    .replace(/^ $/, 'Space')
    .replace(/\b[a-z]$/, (letter) => letter.toUpperCase());
}
