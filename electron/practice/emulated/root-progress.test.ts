import fc from 'fast-check';
import { expect, it } from 'vitest';

import { RootProgressReader } from './root-progress.ts';

const LINES = [
  'I: running apt-get update...',
  'I: downloading packages with apt...',
  'I: extracting archives...',
  'I: installing essential packages...',
  'Setting up libc6:s390x (2.36-9) ...',
  'I: installing remaining packages inside the chroot...',
  '0 upgraded, 2 newly installed, 0 to remove and 0 not upgraded.',
  'Unpacking gcc (4:12.2.0-3) ...',
  'Unpacking make (4.3-4.1) ...',
  'Setting up gcc (4:12.2.0-3) ...',
  'Setting up make (4.3-4.1) ...',
  'I: cleaning package lists and apt cache...',
  'I: creating tarball...',
];

it('follows what mmdebstrap and dpkg say, from one step to the next', () => {
  const reader = new RootProgressReader();
  expect(LINES.map((line) => reader.read(line)?.phase ?? null)).toEqual([
    'Reading the package lists',
    'Fetching packages',
    'Unpacking the base',
    'Setting up the base',
    'Setting up the base (libc6)',
    'Installing packages',
    null,
    'Installing packages (gcc)',
    'Installing packages (make)',
    'Installing packages (gcc)',
    'Installing packages (make)',
    'Clearing up',
    'Packing',
  ]);
});

it('never falls and stays within 0 and 1, whatever is said', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...LINES), fc.string(), fc.nat().map((count) => `0 upgraded, ${count} newly installed`)), { maxLength: 200 }), (lines) => {
      const reader = new RootProgressReader();
      let last = 0;
      for (const line of lines) {
        const fraction = reader.read(line)?.fraction ?? last;
        expect(fraction).toBeGreaterThanOrEqual(last);
        expect(fraction).toBeLessThan(1);
        last = fraction;
      }
    }),
  );
});
