import { useEffect, useRef, useState, type ReactNode } from 'react';

import { onSignal } from '#renderer/state/commands/signals.ts';
import type { FilterTerm } from '#renderer/state/filter.ts';
import { go, usePlace } from '#renderer/state/location.ts';
import { IconButton } from '#renderer/ui/button.tsx';
import { Kbd } from '#renderer/ui/chip.tsx';
import { formatCount } from '#renderer/ui/format.ts';
import { Icon } from '#renderer/ui/icons.tsx';

/** The box above the chart. What does not match steps back; Enter selects the first match. */
export function FilterBox({ terms, count, total, first }: { readonly terms: readonly FilterTerm[]; readonly count: number | null; readonly total: number; readonly first: string | null }): ReactNode {
  const filter = usePlace((place) => place.filter);
  const input = useRef<HTMLInputElement>(null);
  const [focused, setFocused] = useState(false);
  useEffect(() => onSignal('focus-filter', () => input.current?.select()), []);
  const problem = terms.find((term) => term.problem !== null)?.problem ?? null;
  return (
    <div className="filter">
      <div className="filter-box" data-invalid={problem !== null || undefined}>
        <Icon name="search" size={15} />
        <input
          ref={input}
          type="text"
          role="searchbox"
          aria-label="Filter packages"
          aria-describedby="filter-words"
          spellCheck={false}
          autoComplete="off"
          placeholder="Filter: name, /regex/, state:failed, waits:>10, -noarch"
          value={filter}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          onChange={(event) => go({ filter: event.target.value }, { remember: false })}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && first !== null) go({ select: first });
            if (event.key === 'Escape') {
              event.stopPropagation();
              if (filter === '') event.currentTarget.blur();
              else go({ filter: '' }, { remember: false });
            }
          }}
        />
        <span id="filter-words" className="filter-count faint" role="status">
          {count === null ? '' : `${formatCount(count)} of ${formatCount(total)}`}
        </span>
        {filter === '' ? (
          focused ? null : <Kbd>/</Kbd>
        ) : (
          <IconButton label="Clear the filter" onClick={() => go({ filter: '' })}>
            <Icon name="close" size={13} />
          </IconButton>
        )}
      </div>
      {problem === null ? null : (
        <p className="filter-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
