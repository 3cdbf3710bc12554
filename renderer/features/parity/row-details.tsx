import type { ReactNode } from 'react';

import { formatCount } from '#renderer/ui/format.ts';

import type { ParityDetail, ParityRow } from './parity-parts.ts';

/** So many lines of a list are shown; an export has all that are known. */
const SHOWN = 200;

function List({ detail: { title, lines, total } }: { readonly detail: ParityDetail }): ReactNode {
  const shown = lines.slice(0, SHOWN);
  return (
    <section>
      <h2>
        {title} <span className="faint">{formatCount(total)}</span>
      </h2>
      <ul>
        {shown.map((line) => (
          <li key={line} className="mono" data-sign={line.startsWith('+ ') ? 'more' : line.startsWith('− ') ? 'less' : undefined}>
            {line}
          </li>
        ))}
        {total > shown.length ? <li className="faint">and {formatCount(total - shown.length)} more</li> : null}
      </ul>
    </section>
  );
}

/** What is behind a row, list by list. */
export function RowDetails({ row }: { readonly row: ParityRow }): ReactNode {
  return (
    <div className="parity-details" role="region" aria-label={`What differs of ${row.source}`} tabIndex={0}>
      {row.details.map((detail) => (
        <List key={detail.title} detail={detail} />
      ))}
    </div>
  );
}
