import type { ReactNode, RefObject } from 'react';

import { IconButton } from '#renderer/ui/button.tsx';
import { formatCount } from '#renderer/ui/format.ts';
import { Icon } from '#renderer/ui/icons.tsx';

/** What is looked for in a log, how often it is there, and the way from one to the next. */
export function SearchBox({
  input,
  query,
  regex,
  invalid,
  hits,
  line,
  onQuery,
  onRegex,
  onStep,
}: {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly query: string;
  readonly regex: boolean;
  readonly invalid: boolean;
  readonly hits: readonly number[];
  readonly line: number | null;
  readonly onQuery: (query: string) => void;
  readonly onRegex: (regex: boolean) => void;
  readonly onStep: (forwards: boolean) => void;
}): ReactNode {
  const at = line === null ? -1 : hits.indexOf(line);
  const none = hits.length === 0 ? 'No matches' : null;
  return (
    <>
      <div className="log-search" data-invalid={invalid || undefined}>
        <Icon name="search" size={13} />
        <input
          ref={input}
          type="text"
          role="searchbox"
          aria-label="Search in the log"
          spellCheck={false}
          placeholder="Search"
          value={query}
          onChange={(event) => onQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onStep(!event.shiftKey);
            if (event.key === 'Escape') {
              event.stopPropagation();
              onQuery('');
              event.currentTarget.blur();
            }
          }}
        />
        <span className="faint" role="status">
          {query === '' ? '' : invalid ? 'not a pattern' : hits.length === 0 ? 'none' : `${at < 0 ? '' : `${formatCount(at + 1)} of `}${formatCount(hits.length)}`}
        </span>
        <button type="button" className="log-toggle" aria-pressed={regex} aria-label="Regular expression" title="Regular expression" onClick={() => onRegex(!regex)}>
          .*
        </button>
      </div>
      <span className="log-steps">
        <IconButton label="Previous match" disabledReason={none} onClick={() => onStep(false)}>
          <Icon name="up" size={14} />
        </IconButton>
        <IconButton label="Next match" disabledReason={none} onClick={() => onStep(true)}>
          <Icon name="down" size={14} />
        </IconButton>
      </span>
    </>
  );
}
