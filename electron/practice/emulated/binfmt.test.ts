import { expect, it } from 'vitest';

import { suffices } from './binfmt.ts';

const entry = (state: string, flags: string, magic = '7f454c4602020100000000000000000000020016'): string =>
  `${state}\ninterpreter /usr/libexec/qemu-binfmt/s390x-binfmt-P\nflags: ${flags}\noffset 0\nmagic ${magic}\nmask fffffffffffffffcfffffffffffffffffffeffff\n`;

it('takes an entry that works inside any root and with sudo, and no other', () => {
  expect(suffices(entry('enabled', 'POCF'))).toBe(true);
  expect(suffices(entry('disabled', 'POCF'))).toBe(false);
  expect(suffices(entry('enabled', 'POF'))).toBe(false);
  expect(suffices(entry('enabled', 'POC'))).toBe(false);
  expect(suffices(entry('enabled', 'POCF', '7f454c4602010100000000000000000002003e00'))).toBe(false);
  expect(suffices('')).toBe(false);
});
