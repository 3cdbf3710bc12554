import { useBulk } from '#renderer/state/bulk.ts';
import { commandFor, runCommand } from '#renderer/state/commands/registry.ts';
import { usePanels } from '#renderer/state/panels.ts';
import { takeTyped, typeAhead } from '#renderer/state/typed-ahead.ts';

/** A dialog is open, or on its way: what is typed is meant for it. */
function isDialogOpen(): boolean {
  const { palette, form } = usePanels.getState();
  return palette || form === 'person' || form === 'views' || form === 'save-view' || useBulk.getState().asked !== null;
}

/** Whether keys belong to what has the focus: someone is typing, or a dialog or menu is open. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  const typing = target.isContentEditable || target.matches('input, textarea, select');
  const inside = isDialogOpen() || target.closest('[role="dialog"], [role="menu"]') !== null;
  // No field has a use for a function key: F3 goes on from where one searches.
  const isFunctionKey = /^F\d{1,2}$/.test(event.key);
  return ((typing && !isFunctionKey) || inside) && !(event.ctrlKey || event.metaKey);
}

/**
 * The palette was asked for and its field has not the focus yet, as in the window's first second, when its code is still fetched: what is
 * typed is kept for it, and Escape takes the wish back. False where the key is not for it.
 */
function isForPaletteToCome(event: KeyboardEvent): boolean {
  if (!usePanels.getState().palette || (event.target instanceof HTMLElement && event.target.closest('[role="dialog"]') !== null)) return false;
  if (event.key !== 'Escape') return typeAhead(event);
  takeTyped();
  usePanels.setState({ palette: false });
  return true;
}

/** Gives keys to the command registry; returns the way to stop. */
export function startKeyboard(): () => void {
  const listen = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return;
    if (isForPaletteToCome(event)) return event.preventDefault();
    if (event.repeat || isTaken(event)) return;
    const command = commandFor(event);
    if (command !== undefined && runCommand(command)) event.preventDefault();
  };
  window.addEventListener('keydown', listen);
  return () => window.removeEventListener('keydown', listen);
}
