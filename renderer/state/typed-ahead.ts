import { create } from 'zustand';

/** What was typed for a field that is asked for and not there yet: the palette, in the window's first second. */
export const useTypedAhead = create<{ readonly text: string }>(() => ({ text: '' }));

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing'>;

/** What a field with this text holds after the key; null for a key that no text comes of. */
function afterKey(text: string, { key, ctrlKey, metaKey, altKey, isComposing }: Key): string | null {
  if (ctrlKey || metaKey || altKey || isComposing) return null;
  if (key === 'Backspace') return text.replace(/.$/su, '');
  return /^.$/su.test(key) ? text + key : null;
}

/** Keeps a key for the field that is on its way; false where no text comes of it. */
export function typeAhead(event: Key): boolean {
  const text = afterKey(useTypedAhead.getState().text, event);
  if (text !== null) useTypedAhead.setState({ text });
  return text !== null;
}

/** What was typed so far, to whom it is meant for: it is told once. */
export function takeTyped(): string {
  const { text } = useTypedAhead.getState();
  if (text !== '') useTypedAhead.setState({ text: '' });
  return text;
}
