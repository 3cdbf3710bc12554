import { expect, test } from 'vitest';

import type { FixChange } from './fix.ts';
import { isStale } from './stale.ts';

const flags: FixChange = { kind: 'macro', name: 'simd_flags', value: '%{nil}' };

test('what was built is stale when its source or its port fixes are others now, in whatever order they stand', () => {
  const built = { expected: 'zlib-1.2-3.el8', fixes: [flags, { kind: 'nocheck' }] } as const;
  expect(isStale(built, 'zlib-1.2-3.el8', [{ kind: 'nocheck' }, flags])).toBe(false);
  expect(isStale(built, 'zlib-1.2-4.el8', [{ kind: 'nocheck' }, flags])).toBe(true);
  expect(isStale(built, 'zlib-1.2-3.el8', [flags])).toBe(true);
  expect(isStale(built, 'zlib-1.2-3.el8', [{ kind: 'nocheck' }, { ...flags, value: '-O1' }])).toBe(true);
  expect(isStale({ ...built, fixes: [] }, 'zlib-1.2-3.el8', [flags])).toBe(true);
});

test('an attempt of an older version, which did not write its fixes down, is not called stale for them', () => {
  expect(isStale({ expected: 'zlib-1-1', fixes: null }, 'zlib-1-1', [flags])).toBe(false);
});
