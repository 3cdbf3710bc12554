import { describe, expect, it } from 'vitest';

import { modelOf, snapshotOf } from '#renderer/state/testing/snapshot.ts';

import { columnsOf } from './chosen-columns.ts';
import { PACKAGE_COLUMNS } from './columns.tsx';
import { jsonOf, rowsCsv } from './export-rows.ts';
import { formatSorting, nextSorting, parseSorting, sortRows } from './sort-rows.ts';

const model = modelOf({
  ...snapshotOf([
    { name: 'zlib', state: 'in-repo', waits: 4, flags: 1 },
    { name: 'perl10', state: 'failed', waits: 12, needs: [0] },
    { name: 'perl9', state: 'blocked', waits: 12, needs: [0, 1] },
    { name: 'lua', state: 'ready', waits: 0 },
  ]),
  owners: ['', '=cmd|calc', 'Ada, "the first"', ''],
  failureClasses: [-1, 6, -1, -1],
});
const all = [0, 1, 2, 3];
const names = (sources: readonly number[]): readonly (string | undefined)[] => sources.map((source) => model.names[source]);
const sorted = (text: string): readonly (string | undefined)[] => names(sortRows(model, all, parseSorting(text, PACKAGE_COLUMNS), PACKAGE_COLUMNS));

describe('the table', () => {
  it('is sorted by any column, the alike by name, the empty last', () => {
    expect(sorted('-waits')).toEqual(['perl9', 'perl10', 'zlib', 'lua']);
    expect(sorted('name')).toEqual(['lua', 'perl9', 'perl10', 'zlib']);
    expect(sorted('owner').slice(2)).toEqual(['lua', 'zlib']);
    expect(sorted('-owner').slice(2)).toEqual(['lua', 'zlib']);
    expect(sorted('nonsense')).toEqual(['zlib', 'perl10', 'perl9', 'lua']);
    for (const { id } of PACKAGE_COLUMNS) expect([...sortRows(model, all, { column: id, descending: true }, PACKAGE_COLUMNS)].sort()).toEqual(all);
  });

  it('turns round at the second click on a head', () => {
    for (const column of PACKAGE_COLUMNS) {
      const first = nextSorting(null, column);
      expect(first.descending).toBe(column.number);
      expect(nextSorting(first, column)).toEqual({ column: column.id, descending: !column.number });
      expect(parseSorting(formatSorting(first), PACKAGE_COLUMNS)).toEqual(first);
    }
  });

  it('shows the columns that are chosen, the name always', () => {
    expect(columnsOf('waits,state').map(({ id }) => id)).toEqual(['name', 'state', 'waits']);
    expect(columnsOf('nonsense')).toEqual(PACKAGE_COLUMNS);
    expect(columnsOf('name').map(({ id }) => id)).toEqual(['name']);
  });
});

describe('what is exported', () => {
  const columns = columnsOf('state,class,waits,owner');

  it('has the rows in their order, quoted, and no formula', () => {
    expect(rowsCsv(model, [1, 2, 0], columns)).toBe(
      'Source package,State,Failed of,Wait for it,Owner\r\n' +
        "perl10,failed,byte-order,12,'=cmd|calc\r\n" +
        'perl9,blocked,,12,"Ada, ""the first"""\r\n' +
        'zlib,"in repo, provisional",,4,\r\n',
    );
    expect(JSON.parse(jsonOf(model, [1], columns))).toEqual([{ name: 'perl10', state: 'failed', class: 'byte-order', waits: 12, owner: '=cmd|calc' }]);
  });
});
