import fc from 'fast-check';
import { expect, test } from 'vitest';

import { effectOf } from './fix-effect.ts';
import { sameChange, sameThing, withFix, withoutFix, type FixChange } from './fix.ts';
import { fixWords } from './fix-words.ts';

const name = fc.constantFrom('one', 'two');
const change: fc.Arbitrary<FixChange> = fc.oneof(
  fc.record({ kind: fc.constant('macro' as const), name, value: fc.constantFrom('', '1', '2') }),
  fc.record({ kind: fc.constant('bcond' as const), name, enabled: fc.boolean() }),
  fc.constant<FixChange>({ kind: 'nocheck' }),
  fc.record({ kind: fc.constant('environment' as const), name, value: fc.constantFrom('1', '2') }),
  fc.record({ kind: fc.constant('patch' as const), file: name.map((each) => `patches/${each}.patch`), sha256: fc.constantFrom('a'.repeat(64), 'b'.repeat(64)), strip: fc.constantFrom(0, 1) }),
  fc.record({ kind: fc.constant('timeout' as const), minutes: fc.constantFrom(30, 90) }),
  fc.record({ kind: fc.constant('builder' as const), pool: fc.constantFrom('lpar1', undefined), cores: fc.constantFrom(4, 8) }),
);
const fixes = fc.array(change, { maxLength: 12 }).map((list) => list.reduce<{ change: FixChange }[]>((all, each) => withFix(all, { change: each }), []));

test('a package has one fix of each thing, and the last one put on is it', () => {
  fc.assert(
    fc.property(fixes, change, (present, next) => {
      const all = withFix(present, { change: next });
      for (const [at, fix] of all.entries()) expect(all.findIndex((other) => sameThing(other.change, fix.change))).toBe(at);
      expect(all.some((fix) => sameChange(fix.change, next))).toBe(true);
      expect(withoutFix(all, next).some((fix) => sameThing(fix.change, next))).toBe(false);
    }),
  );
});

test('exactly the same is of the same thing, and is said in the same words', () => {
  fc.assert(
    fc.property(change, change, (a, b) => {
      if (!sameChange(a, b)) return;
      expect(sameThing(a, b)).toBe(true);
      expect(fixWords(a)).toBe(fixWords(b));
    }),
  );
});

test('every fix has its effect, and no fix has none', () => {
  fc.assert(
    fc.property(fixes, (all) => {
      const effect = effectOf(all.map((fix) => fix.change));
      const count = effect.macros.length + effect.withConditions.length + effect.withoutConditions.length + Number(effect.noCheck) + Object.keys(effect.environment).length + effect.patches.length;
      expect(count + Number(effect.timeoutMinutes !== null) + Number(effect.need !== null)).toBe(all.length);
    }),
  );
});

test.each<[FixChange, string]>([
  [{ kind: 'macro', name: 'simd_flags', value: '' }, 'macro simd_flags = %{nil}'],
  [{ kind: 'bcond', name: 'jit', enabled: false }, '--without jit'],
  [{ kind: 'nocheck' }, '--nocheck'],
  [{ kind: 'environment', name: 'CFLAGS', value: '-fsigned-char' }, 'environment CFLAGS=-fsigned-char'],
  [{ kind: 'patch', file: 'patches/lua/0001-big-endian.patch', sha256: 'a'.repeat(64), strip: 1 }, 'patch 0001-big-endian.patch'],
  [{ kind: 'timeout', minutes: 90 }, 'timeout 1 h 30 min'],
  [{ kind: 'builder', machine: '8561', memory: 16 }, 'on machine type 8561, 16 GiB of memory'],
])('%j is said as “%s”', (each, words) => expect(fixWords(each)).toBe(words));
