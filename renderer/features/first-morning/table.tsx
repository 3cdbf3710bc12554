import type { ReactNode } from 'react';

/** A plain table with a head that stays; `nothing` is said in place of an empty one. `numbers`: the columns that hold figures. */
export function Table({ label, columns, numbers = [], nothing, children }: { readonly label: string; readonly columns: readonly string[]; readonly numbers?: readonly number[]; readonly nothing: string; readonly children: readonly ReactNode[] }): ReactNode {
  if (children.length === 0) return <p className="soft">{nothing}</p>;
  return (
    <table className="morning-table" aria-label={label}>
      <thead>
        <tr>
          {columns.map((words, place) => (
            <th key={words} scope="col" className={numbers.includes(place) ? 'number' : undefined}>
              {words}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
