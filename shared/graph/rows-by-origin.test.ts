import fc from 'fast-check';
import { expect, it } from 'vitest';
import { graphOf } from './graph.ts';
import { RowsByOrigin } from './rows-by-origin.ts';

it('gathers row by row the graph that the list of its edges makes', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.nat({ max: 7 }), { maxLength: 200 }), { minLength: 8, maxLength: 8 }), (rows) => {
      const gathered = new RowsByOrigin(rows.length);
      for (const row of rows) {
        for (const target of row) gathered.add(target);
        gathered.endRow();
      }
      const edges = rows.flatMap((row, from) => row.map((to) => [from, to] as const));
      expect(gathered.graph()).toEqual(graphOf(rows.length, edges.map(([from]) => from), edges.map(([, to]) => to)));
    }),
  );
});
