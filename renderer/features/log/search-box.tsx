import type { ReactNode, RefObject } from 'react';

import type { LinePattern } from '#shared/logs/line-pattern.ts';
import { useCommand } from '#renderer/state/commands/use-command.ts';
import { IconButton } from '#renderer/ui/button.tsx';
import { Kbd } from '#renderer/ui/chip.tsx';
import { formatCount } from '#renderer/ui/format.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import { Tip } from '#renderer/ui/tip.tsx';

import { hitAt } from './hits.ts';
import type { LogSearchState } from './use-search.ts';

/** `3 of 214`, `214`, `none`, and while it goes on `214…`. */
function sayHits({ hits, total, busy, invalid, problem }: LogSearchState, text: string, line: number | null): string {
  if (text === '') return '';
  if (invalid) return 'not a pattern';
  if (problem !== null) return 'stopped';
  if (total === 0) return busy ? '…' : 'none';
  const at = hitAt(hits, line);
  return `${at < 0 ? '' : `${formatCount(at + 1)} of `}${formatCount(total)}${busy ? '…' : ''}`;
}

function Toggle({ pressed, label, children, onClick }: { readonly pressed: boolean; readonly label: string; readonly children: ReactNode; readonly onClick: () => void }): ReactNode {
  return (
    <Tip words={label}>
      <button type="button" className="log-toggle" aria-pressed={pressed} aria-label={label} onClick={onClick}>
        {children}
      </button>
    </Tip>
  );
}

function Step({ id, icon, none }: { readonly id: 'log-next-hit' | 'log-previous-hit'; readonly icon: 'up' | 'down'; readonly none: string | null }): ReactNode {
  const { command, disabledReason, keyWords, run } = useCommand(id);
  return (
    <IconButton
      label={command.title}
      disabledReason={disabledReason ?? none}
      tip={
        <>
          {command.title} {keyWords === null ? null : <Kbd>{keyWords}</Kbd>}
        </>
      }
      onClick={run}
    >
      <Icon name={icon} size={14} />
    </IconButton>
  );
}

/** What is looked for in a log, how often it is there, and the way from one to the next. */
export function SearchBox({
  input,
  pattern,
  search,
  line,
  onPattern,
  onStep,
}: {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly pattern: LinePattern;
  readonly search: LogSearchState;
  readonly line: number | null;
  readonly onPattern: (pattern: LinePattern) => void;
  readonly onStep: (forwards: boolean) => void;
}): ReactNode {
  const none = search.hits.length === 0 ? 'No matches' : null;
  return (
    <>
      <div className="log-search" data-invalid={search.invalid || search.problem !== null || undefined}>
        <Icon name="search" size={13} />
        <input
          ref={input}
          type="text"
          role="searchbox"
          aria-label="Search in the log"
          spellCheck={false}
          placeholder="Search the log"
          maxLength={1000}
          value={pattern.text}
          onChange={(event) => onPattern({ ...pattern, text: event.target.value })}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onStep(!event.shiftKey);
            if (event.key === 'Escape') {
              event.stopPropagation();
              event.preventDefault();
              onPattern({ ...pattern, text: '' });
              event.currentTarget.blur();
            }
          }}
        />
        <span className="faint" role="status">
          {sayHits(search, pattern.text, line)}
        </span>
        <Toggle pressed={pattern.matchCase} label="Match case" onClick={() => onPattern({ ...pattern, matchCase: !pattern.matchCase })}>
          Aa
        </Toggle>
        <Toggle pressed={pattern.regex} label="Regular expression" onClick={() => onPattern({ ...pattern, regex: !pattern.regex })}>
          .*
        </Toggle>
      </div>
      <span className="log-steps">
        <Step id="log-previous-hit" icon="up" none={none} />
        <Step id="log-next-hit" icon="down" none={none} />
      </span>
    </>
  );
}
