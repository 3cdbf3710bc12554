import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ClauseSolver, no, yes, type Literal } from './clause-solver.ts';

const VARIABLES = 7;
const literal = fc.nat({ max: VARIABLES * 2 - 1 });
/** Clauses that hold while their first literal, a negative one, does. */
const clause = fc.tuple(fc.nat({ max: VARIABLES - 1 }), fc.array(literal, { maxLength: 3 })).map(([first, rest]) => [no(first), ...rest]);

function holds(clauses: readonly (readonly Literal[])[], mask: number): boolean {
  return clauses.every((one) => one.some((each) => ((mask >> (each >> 1)) & 1) === 1 - (each & 1)));
}

it('finds an assignment exactly where there is one, search after search, and a core that cannot hold by itself', () => {
  fc.assert(
    fc.property(fc.array(clause, { maxLength: 25 }), fc.array(fc.uniqueArray(fc.nat({ max: VARIABLES - 1 }), { maxLength: 4 }), { minLength: 1, maxLength: 4 }), (clauses, questions) => {
      const solver = new ClauseSolver(VARIABLES);
      for (const each of clauses) solver.add(each);
      const masks = Array.from({ length: 2 ** VARIABLES }, (_, mask) => mask).filter((mask) => holds(clauses, mask));
      for (const variables of questions) {
        const assumed = variables.map(yes);
        const end = solver.search(
          assumed,
          () => {
            const open = clauses.find((each) => each.every((one) => (solver.valueOf(one) === 0 ? (one & 1) === 0 : solver.valueOf(one) === -1)));
            return open?.find((one) => solver.valueOf(one) === 0) ?? null;
          },
          10_000,
        );
        const fits = (core: readonly Literal[]): boolean => masks.some((mask) => holds(core.map((each) => [each]), mask));
        expect(end.kind).toBe(fits(assumed) ? 'found' : 'refuted');
        if (end.kind === 'found') {
          const mask = solver.trail.reduce((sum, each) => ((each & 1) === 0 ? sum | (1 << (each >> 1)) : sum), 0);
          expect(holds([...clauses, ...assumed.map((each) => [each])], mask)).toBe(true);
        } else if (end.kind === 'refuted') {
          expect(end.core.every((each) => assumed.includes(each))).toBe(true);
          expect(fits(end.core)).toBe(false);
        }
      }
    }),
    { numRuns: 500 },
  );
});

it('says that it gave up where it may meet no more dead ends', () => {
  const knot = new ClauseSolver(4);
  for (const each of [[no(0), yes(1), yes(2)], [no(1), yes(3)], [no(1), no(3)], [no(2), yes(3)], [no(2), no(3)]]) knot.add(each);
  expect(knot.search([yes(0)], () => yes(1), 0).kind).toBe('gave-up');
  expect(knot.search([yes(0)], () => yes(1), 10).kind).toBe('refuted');
});
