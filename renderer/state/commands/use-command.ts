import { usePending } from '../perform.ts';
import { sayChord, type Command } from './command.ts';
import { useCommandContext } from './context.ts';
import { commandById, pendingKey, runCommand } from './registry.ts';

export const IS_MAC = typeof navigator !== 'undefined' && navigator.userAgent.includes('Mac');

export interface UsedCommand {
  readonly command: Command;
  readonly disabledReason: string | null;
  readonly pending: boolean;
  /** The key as a person reads it, null where it has none. */
  readonly keyWords: string | null;
  readonly run: () => void;
}

/** A command ready for a button: whether it can be pressed, why not, and whether the core still owes an answer. */
export function useCommand(id: string): UsedCommand {
  const command = commandById(id);
  const context = useCommandContext();
  const pending = usePending((state) => state.keys.has(pendingKey(command)));
  return {
    command,
    disabledReason: command.refusal(context),
    pending,
    keyWords: command.key === null ? null : sayChord(command.key, IS_MAC),
    run: () => void runCommand(command),
  };
}
