import type { ReactNode } from 'react';

import { formatCount } from '#renderer/ui/format.ts';

interface Bar {
  readonly words: string;
  readonly count: number;
  readonly tone: 'good' | 'bad' | 'soft';
}

/** Counts as bars on one scale, each with its figure and words. */
export function Bars({ of, rows }: { readonly of: number; readonly rows: readonly Bar[] }): ReactNode {
  if (rows.length === 0) return <p className="faint">none</p>;
  return (
    <ul className="morning-bars">
      {rows.map(({ words, count, tone }) => (
        <li key={words}>
          <span className="number">{formatCount(count)}</span>
          <span className="morning-bar" aria-hidden="true">
            <span data-tone={tone} style={{ width: `${count === 0 ? 0 : Math.max(0.5, (100 * count) / Math.max(1, of))}%` }} />
          </span>
          <span className="soft">{words}</span>
        </li>
      ))}
    </ul>
  );
}
