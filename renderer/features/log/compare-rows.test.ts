import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { TAKES, type Steps } from '#shared/logs/compare-steps.ts';

import { CompareRows, type CompareRow } from './compare-rows.ts';

const all = (rows: CompareRows): readonly CompareRow[] => Array.from({ length: rows.count }, (_, row) => rows.at(row)).filter((row) => row !== null);

describe('the rows of a comparison', () => {
  it('are the differences with their neighbours, and what is the same as one row', () => {
    const rows = new CompareRows({ kinds: [0, 1, 2, 0], counts: [100, 1, 2, 50] }, new Set());
    const said = all(rows).map((row) => (row.kind === 'gap' ? `… ${row.same}` : `${row.earlier ?? '-'}/${row.later ?? '-'} ${row.step}`));
    expect(said).toEqual(['… 97', '98/98 same', '99/99 same', '100/100 same', '101/- removed', '-/101 added', '-/102 added', '102/103 same', '103/104 same', '104/105 same', '… 47']);
    expect(rows.differences).toEqual([4]);
    expect(rows.marks()).toEqual({ removed: [4], added: [5] });
    const opened = all(rows).flatMap((row) => (row.kind === 'gap' ? [row.gap] : []));
    expect(new CompareRows({ kinds: [0, 1, 2, 0], counts: [100, 1, 2, 50] }, new Set(opened)).count).toBe(153);
  });

  it('hide what only stands in another order, and say how much', () => {
    const rows = all(new CompareRows({ kinds: [0, 3, 0, 4, 0], counts: [10, 2, 10, 2, 10] }, new Set()));
    expect(rows).toEqual([{ kind: 'gap', gap: 5, same: 32, moved: 4 }]);
  });

  it('show every difference, each line once and in order, whatever is opened', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 12 })), { maxLength: 25 });
    fc.assert(
      fc.property(steps, fc.array(fc.nat(25)), (list, opened) => {
        const whole: Steps = { kinds: list.map(([kind]) => kind), counts: list.map(([, count]) => count) };
        const rows = new CompareRows(whole, new Set(opened));
        let [earlier, later, hidden] = [0, 0, 0];
        let differing = 0;
        for (const row of all(rows)) {
          if (row.kind === 'gap') {
            hidden += row.same;
            continue;
          }
          if (row.earlier !== null) expect(row.earlier).toBeGreaterThan(earlier);
          if (row.later !== null) expect(row.later).toBeGreaterThan(later);
          [earlier, later] = [row.earlier ?? earlier, row.later ?? later];
          if (row.step !== 'same' && row.step !== 'moved-here') differing += 1;
        }
        const sum = (kinds: readonly number[]): number => list.reduce((total, [kind, count]) => total + (kinds.includes(kind) ? count : 0), 0);
        expect(differing).toBe(sum([1, 2, 5, 6]));
        expect(rows.count - differing + hidden - all(rows).filter(({ kind }) => kind === 'gap').length).toBe(sum([0, 4]));
        const runs = list.filter(([kind], index) => TAKES[kind]?.differs === true && TAKES[list[index - 1]?.[0] ?? 0]?.differs !== true);
        expect(rows.differences.length).toBe(runs.length);
        for (const row of rows.differences) expect(rows.at(row)).toMatchObject({ kind: 'line' });
      }),
    );
  });
});
