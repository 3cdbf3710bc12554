import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { RULES } from './rules.ts';
import { MAX_SIGNATURE, normalise, signatureOf } from './signature.ts';

describe('signature', () => {
  it.each([
    ["src/a.c:12:3: error: unknown type name 'foo_t'", "b/c/d.c:800: error: unknown type name 'foo_t'"],
    ['error: File not found: /builddir/build/BUILDROOT/a-1.0-1.s390x/usr/bin/a', 'error: File not found: /home/me/rpmbuild/BUILDROOT/b-2/usr/lib/b'],
    ['2026-07-02T10:11:12Z worker 0x7ffd10 died after 3.5 s', '2025-01-31T23:59:59Z worker 0xdeadbeef died after 120 s'],
    ["‘x’ failed in zlib-1.2.13-4.el8_6.s390x", "'x' failed in zlib-1.3~rc1-1.fc41.s390x"],
    ['daemon pid 4711 stopped at 10:11:12', 'daemon pid 12 stopped at 23:00:01'],
    ['/var/tmp/rpm-tmp.aB3dE5: line 32: cmake: command not found', '/var/tmp/rpm-tmp.ZZZZZZ: line 7: cmake: command not found'],
  ])('is the same for %j and %j', (one, other) => {
    expect(normalise(one)).toBe(normalise(other));
  });

  it.each([
    ["unrecognized command-line option '-msse2'", "unrecognized command-line option '-mavx2'"],
    ['relocation truncated to fit: R_390_GOT12', 'relocation truncated to fit: R_390_PC32DBL'],
    ["unknown type name '__m128'", "unknown type name '__m256'"],
    ['cannot open libfoo.so.1', 'cannot open libbar.so.1'],
  ])('tells %j from %j', (one, other) => {
    expect(normalise(one)).not.toBe(normalise(other));
  });

  it('says what it is of, and is bounded', () => {
    expect(signatureOf('architecture-flags', '-msse2')).toBe('architecture-flags: -msse2');
    expect(signatureOf('timeout', '')).toBe('timeout');
    expect(signatureOf('unknown', 'x '.repeat(5000)).length).toBeLessThanOrEqual(MAX_SIGNATURE);
  });

  it('normalising twice changes nothing more', () => {
    const texts = fc.oneof(fc.constantFrom(...RULES.map((rule) => rule.example)), fc.string({ maxLength: 150 }), fc.string({ unit: fc.constantFrom('/', 'a', '0', 'x', '-', '.', ':', ' ', '1', '~', '#'), maxLength: 60 }));
    fc.assert(fc.property(texts, (text) => {
      expect(normalise(normalise(text))).toBe(normalise(text));
    }));
  });
});
