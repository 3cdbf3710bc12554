import type { ReactNode } from 'react';

import type { CycleDetail } from '#shared/contract/schemas/cycles.ts';
import { formatCount } from '#renderer/ui/format.ts';

/** The cycle as it is, and what the proposed set would make of it: two bars of the same members. */
export function BeforeAfter({ detail: { row, proposed } }: { readonly detail: CycleDetail }): ReactNode {
  const closed = proposed.core.length;
  const ready = row.size - closed - proposed.freed;
  const parts = [
    { what: 'free', words: 'in no cycle', count: proposed.freed },
    { what: 'ready', words: 'had ready-made', count: ready },
    { what: 'closed', words: 'stay closed', count: closed },
  ].filter(({ count }) => count > 0);
  return (
    <div className="before-after">
      <span className="faint">Now</span>
      <span className="before-after-bar" aria-hidden="true">
        <span data-part="closed" style={{ flexGrow: 1 }} />
      </span>
      <span>{formatCount(row.size)} in a cycle</span>
      <span className="faint">After the proposed set</span>
      <span className="before-after-bar" aria-hidden="true">
        {parts.map(({ what, count }) => (
          <span key={what} data-part={what} style={{ flexGrow: count }} />
        ))}
      </span>
      <span className="before-after-words">
        {parts.map(({ what, words, count }) => (
          <span key={what}>
            <span className="before-after-swatch" data-part={what} aria-hidden="true" />
            {formatCount(count)} {words}
          </span>
        ))}
      </span>
    </div>
  );
}
