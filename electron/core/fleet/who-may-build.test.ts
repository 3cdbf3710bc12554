import fc from 'fast-check';
import { expect, test } from 'vitest';

import { mayBuildFrom, type Reaching } from './who-may-build.ts';

const builder = fc.record({ name: fc.constantFrom('a', 'b', 'c'), kind: fc.constantFrom('machine' as const, 'emulated' as const, 'simulated' as const) });

test('a host builds from its own repository, and simulations never mix with machines', () => {
  fc.assert(
    fc.property(builder, builder, fc.boolean(), (host, other, shared) => {
      expect(mayBuildFrom(host, host, shared)).toBe(true);
      if (other.name !== host.name && mayBuildFrom(host, other, shared)) expect(other.kind === 'simulated').toBe(host.kind === 'simulated');
    }),
  );
});

test.each([
  ['another machine without an address of the repository', 'machine', 'machine', false, false],
  ['another machine with one', 'machine', 'machine', true, true],
  ['a guest of the same practice fleet', 'emulated', 'emulated', false, true],
  ['a machine beside a practice fleet', 'emulated', 'machine', false, false],
] as const)('%s', (_what, hostKind, kind, shared, may) => {
  const host: Reaching = { name: 'host', kind: hostKind };
  expect(mayBuildFrom(host, { name: 'other', kind }, shared)).toBe(may);
});
