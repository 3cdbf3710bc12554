import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decideStart, hasDisplay, missingLibraries, type Circumstances, type ElectronState } from './start-decision.ts';

const present: ElectronState = { kind: 'present', file: '/electron', missingLibraries: [] };
const fine: Circumstances = { platform: 'linux', web: false, display: true, root: false, noSandbox: false, electron: present };

describe('how Portolan opens', () => {
  it('is in its own window where nothing speaks against it', () => {
    expect(decideStart(fine)).toEqual({ kind: 'window', file: '/electron' });
    expect(decideStart({ ...fine, root: true, noSandbox: true })).toEqual({ kind: 'window', file: '/electron' });
    expect(decideStart({ ...fine, root: true, platform: 'darwin' })).toEqual({ kind: 'window', file: '/electron' });
  });

  it('is in a browser when that is asked for, without a word', () => {
    expect(decideStart({ ...fine, web: true })).toEqual({ kind: 'web', why: null, browser: true });
    expect(decideStart({ ...fine, web: true, display: false })).toEqual({ kind: 'web', why: null, browser: false });
  });

  it.each([
    ['no display', { display: false }, /no display/u],
    ['root', { root: true }, /sandbox/u],
    ['no binary', { electron: { kind: 'unavailable', why: 'Electron is not installed and github.com cannot be reached' } }, /github\.com cannot be reached, so/u],
    ['a library', { electron: { ...present, missingLibraries: ['libgtk-3.so.0'] } }, /\(libgtk-3\.so\.0\)/u],
    ['libraries', { electron: { ...present, missingLibraries: ['libgtk-3.so.0', 'libnss3.so'] } }, /\(libgtk-3\.so\.0 and 1 more\)/u],
  ] as const)('is for a browser with the reason: %s', (_name, circumstances, why) => {
    const start = decideStart({ ...fine, ...circumstances });
    expect(start).toMatchObject({ kind: 'web' });
    expect(start.kind === 'web' ? start.why : null).toMatch(why);
  });

  it('asks for the binary only where a window could be shown', () => {
    const electron: ElectronState = { kind: 'absent' };
    expect(decideStart({ ...fine, electron })).toEqual({ kind: 'fetch' });
    for (const against of [{ web: true }, { display: false }, { root: true }]) expect(decideStart({ ...fine, ...against, electron }).kind).toBe('web');
  });

  it('is always told in one sentence', () => {
    const electron: fc.Arbitrary<ElectronState> = fc.oneof(
      fc.constant<ElectronState>({ kind: 'unavailable', why: 'Electron is not installed' }),
      fc.array(fc.constantFrom('liba.so.1', 'libb.so.2'), { maxLength: 3 }).map((libraries): ElectronState => ({ ...present, missingLibraries: libraries })),
    );
    const any = fc.record({ platform: fc.constantFrom<NodeJS.Platform>('linux', 'darwin', 'win32'), web: fc.boolean(), display: fc.boolean(), root: fc.boolean(), noSandbox: fc.boolean(), electron });
    fc.assert(
      fc.property(any, (circumstances) => {
        const start = decideStart(circumstances);
        if (start.kind !== 'web') return;
        expect(start.why === null).toBe(circumstances.web);
        expect(start.why ?? '.').toMatch(/^[^\n]*\.$|^\.$|\)\.$/u);
      }),
    );
  });
});

describe('what is looked at', () => {
  it('is whether a display is named', () => {
    expect(hasDisplay('linux', {})).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: '' })).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
    expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
    expect(hasDisplay('darwin', {})).toBe(true);
  });

  it('is what ldd did not find', () => {
    const printed = '\tlinux-vdso.so.1 (0x00007ffd)\n\tlibgtk-3.so.0 => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x00007f)\n\tlibnss3.so => not found\n';
    expect(missingLibraries(printed)).toEqual(['libgtk-3.so.0', 'libnss3.so']);
    expect(missingLibraries('\tnot a dynamic executable\n')).toEqual([]);
  });
});
