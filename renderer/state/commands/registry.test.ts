import { describe, expect, it } from 'vitest';

import { chordOf, sayChord } from './command.ts';
import { COMMANDS, commandFor } from './registry.ts';

const press = (key: string, more: Partial<Parameters<typeof chordOf>[0]> = {}): Parameters<typeof chordOf>[0] => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

describe('the command registry', () => {
  it('has each id once, and each key once but for those that mean something else among the failures', () => {
    const ids = COMMANDS.map((command) => command.id);
    expect(new Set(ids).size).toBe(ids.length);
    const elsewhere = COMMANDS.filter(({ group }) => group !== 'Triage').flatMap(({ key }) => key ?? []);
    const triage = COMMANDS.filter(({ group }) => group === 'Triage').flatMap(({ key }) => key ?? []);
    expect(elsewhere.filter((key, index) => elsewhere.indexOf(key) !== index)).toEqual([]);
    expect(triage.filter((key, index) => triage.indexOf(key) !== index)).toEqual([]);
    // On their screen they go first.
    for (const key of triage) expect(COMMANDS.find((command) => command.key === key)?.group).toBe('Triage');
  });

  it('finds commands by what is pressed, on every keyboard', () => {
    expect(commandFor(press('k', { ctrlKey: true }))?.id).toBe('palette');
    expect(commandFor(press('k', { metaKey: true }))?.id).toBe('palette');
    expect(commandFor(press('R', { shiftKey: true }))?.id).toBe('rebuild-dependents');
    expect(commandFor(press('/', { shiftKey: true }))?.id).toBe('focus-filter');
    expect(commandFor(press('='))?.id).toBe('zoom-in');
    expect(commandFor(press('z'))).toBeUndefined();
  });

  it('says chords as the machine does', () => {
    expect(sayChord('Mod+k', true)).toBe('⌘K');
    expect(sayChord('Shift+r', false)).toBe('Shift R');
    expect(sayChord('/', false)).toBe('/');
  });
});
