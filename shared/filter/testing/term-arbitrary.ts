import fc from 'fast-check';

import { FAILURE_CLASSES } from '../../triage/classes.ts';
import { PACKAGE_STATES } from '../../vocabulary/package-state.ts';
import { FILTER_FLAGS, NUMBER_FIELDS, SIGNS, STATE_FLAGS, type Ask } from '../terms.ts';

const some = <Value>(one: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> => fc.array(one, { minLength: 1, maxLength: 3 });
const words = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
  fc.constantFrom('noarch', 'Cycle', 'debt', 'state:failed', '-x', '/x/', 'a b', 'a,b', 'he said "no"', '\\', '-', '/', '"'),
);

/** What can be asked, but for what cannot be read. */
export const asks: fc.Arbitrary<Exclude<Ask, { readonly kind: 'broken' }>> = fc.oneof(
  fc.record({ kind: fc.constant('name' as const), part: words }),
  fc.record({ kind: fc.constant('pattern' as const), pattern: fc.constantFrom('a', '^lib', '(x|y)+z$', 'a b', 'a\\/b', '') }),
  fc.record({ kind: fc.constant('state' as const), states: some(fc.constantFrom(...PACKAGE_STATES, ...STATE_FLAGS)) }),
  fc.record({ kind: fc.constant('class' as const), classes: some(fc.constantFrom(...FAILURE_CLASSES)) }),
  fc.record({ kind: fc.constant('owner' as const), owners: some(words) }),
  fc.record({ kind: fc.constant('flag' as const), flags: some(fc.constantFrom(...FILTER_FLAGS)) }),
  fc.record({
    kind: fc.constant('number' as const),
    field: fc.constantFrom(...NUMBER_FIELDS),
    comparisons: some(fc.record({ sign: fc.constantFrom(...SIGNS), bound: fc.nat({ max: 10_000_000 }) })),
  }),
);
