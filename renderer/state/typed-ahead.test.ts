import { expect, test } from 'vitest';

import { takeTyped, typeAhead } from './typed-ahead.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing', boolean>> = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, ...held });

test('what is typed ahead is kept as a field would have it, and told once', () => {
  expect(['g', 'l', 'x', 'Backspace', 'i', 'b', 'C', ' ', '2', '𝒮', 'Backspace'].every((key) => typeAhead(press(key)))).toBe(true);
  expect([takeTyped(), takeTyped()]).toEqual(['glibC 2', '']);
});

test('chords and keys that write nothing are left to others', () => {
  expect([press('k', { ctrlKey: true }), press('k', { metaKey: true }), press('ArrowDown'), press('Enter'), press('Escape'), press('F3'), press('e', { isComposing: true })].some((key) => typeAhead(key))).toBe(false);
  expect(takeTyped()).toBe('');
});
