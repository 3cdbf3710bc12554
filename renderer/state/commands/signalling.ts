import type { Command } from './command.ts';
import { emitSignal, type Signal } from './signals.ts';

export const always = (): null => null;

/** A command that the screen which listens carries out. */
export function signalling(signal: Signal, title: string, key: string | null, group: Command['group'], refusal: Command['refusal'] = always): Command {
  return { id: signal, title, group, key, refusal, run: () => emitSignal(signal) };
}
