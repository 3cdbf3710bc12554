import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

import { complete, type Completion } from '#shared/filter/complete.ts';
import { tokenise } from '#shared/filter/tokenise.ts';
import { onSignal } from '#renderer/state/commands/signals.ts';
import { facetsOf, withoutTerm, type Filtered } from '#renderer/state/filter.ts';
import { go, usePlace } from '#renderer/state/location.ts';
import type { PortModel } from '#renderer/state/port-model.ts';
import { IconButton } from '#renderer/ui/button.tsx';
import { Kbd } from '#renderer/ui/chip.tsx';
import { formatCount } from '#renderer/ui/format.ts';
import { Icon } from '#renderer/ui/icons.tsx';

import { CompletionList } from './completion-list.tsx';
import { closeWord, joinWords, splitDraft, takeTyped } from './draft.ts';
import { FilterHelp } from './filter-help.tsx';
import { TermChips } from './term-chips.tsx';

interface Open {
  /** The list was asked for, or something was typed since it was last put away. */
  readonly shown: boolean;
  readonly active: number;
}

const SHUT: Open = { shown: false, active: -1 };

/** What the list offers for the word that is typed; counted only while it is open. */
function useCompletions(model: PortModel, version: number, draft: string, shown: boolean): readonly Completion[] {
  const facets = useMemo(() => (shown && version >= 0 ? facetsOf(model) : null), [model, version, shown]);
  return useMemo(() => (facets === null ? [] : complete(draft, facets)), [facets, draft]);
}

/** The box above the chart: finished words as chips, the one that is typed with its completions. Enter selects the first match. */
export function FilterBox({ model, version, filtered }: { readonly model: PortModel; readonly version: number; readonly filtered: Filtered }): ReactNode {
  const filter = usePlace((place) => place.filter);
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [focused, setFocused] = useState(false);
  const [open, setOpen] = useState(SHUT);
  const listId = useId();
  const { done, draft } = splitDraft(filter, typed);
  const completions = useCompletions(model, version, draft, open.shown && focused);
  const expanded = completions.length > 0;
  const active = open.active < completions.length ? open.active : -1;
  const chips = filtered.terms.slice(0, tokenise(done).length);
  const draftProblem = focused ? null : (filtered.terms[chips.length]?.problem ?? null);
  useEffect(
    () =>
      onSignal('focus-filter', () => {
        input.current?.focus();
        input.current?.select();
      }),
    [],
  );

  const write = (words: string, next: string): void => {
    setTyped(next);
    go({ filter: joinWords([words, next]) }, { remember: false });
  };
  const finish = (): void => write(joinWords([done, closeWord(draft)]), '');
  const accept = ({ insert, whole }: Completion): void => {
    setOpen(whole ? SHUT : { shown: true, active: -1 });
    if (whole) write(joinWords([done, insert]), '');
    else write(done, insert);
  };
  const selectFirst = (): void => {
    finish();
    const first = filtered.mask === null ? -1 : filtered.mask.indexOf(1);
    const name = model.names[first];
    if (name !== undefined) go({ select: name });
  };
  const key = (event: KeyboardEvent<HTMLInputElement>): void => {
    const highlighted = completions[active];
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0) {
      event.preventDefault();
      const count = completions.length;
      setOpen({ shown: true, active: count === 0 ? -1 : active < 0 ? (by > 0 ? 0 : count - 1) : (active + by + count) % count });
    } else if (event.key === 'Enter') {
      if (highlighted !== undefined) accept(highlighted);
      else {
        setOpen(SHUT);
        selectFirst();
      }
    } else if (event.key === 'Tab' && !event.shiftKey) {
      const chosen = highlighted ?? (draft === '' ? undefined : completions[0]);
      if (chosen === undefined) return;
      event.preventDefault();
      accept(chosen);
    } else if (event.key === 'Backspace' && draft === '' && chips.length > 0) {
      event.preventDefault();
      go({ filter: withoutTerm(done, chips.length - 1) }, { remember: false });
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      if (expanded) setOpen(SHUT);
      else if (draft !== '') write(done, '');
      else if (filter !== '') go({ filter: '' }, { remember: false });
      else event.currentTarget.blur();
    }
  };
  return (
    <div className="filter">
      <div className="filter-box" data-invalid={draftProblem !== null || chips.some(({ problem }) => problem !== null) || undefined} onMouseDown={(event) => (event.target === event.currentTarget ? (event.preventDefault(), input.current?.focus()) : undefined)}>
        <Icon name="search" size={15} />
        <div className="filter-words">
          <TermChips terms={chips} onRemove={(index) => go({ filter: joinWords([withoutTerm(done, index), draft]) }, { remember: false })} focusBox={() => input.current?.focus()} />
          <input
            ref={input}
            type="text"
            role="combobox"
            aria-label="Filter packages"
            aria-describedby="filter-count"
            aria-autocomplete="list"
            aria-expanded={expanded}
            aria-controls={expanded ? listId : undefined}
            aria-activedescendant={expanded && active >= 0 ? `${listId}-${active}` : undefined}
            spellCheck={false}
            autoComplete="off"
            placeholder={filter === '' ? 'Filter: name, state:failed, waits:>10, -noarch, /regex/' : ''}
            value={draft}
            onFocus={() => setFocused(true)}
            onBlur={() => {
              setFocused(false);
              setOpen(SHUT);
              if (draft !== '') finish();
            }}
            onChange={(event) => {
              const next = takeTyped(done, event.target.value);
              setOpen({ shown: next.draft !== '', active: -1 });
              write(next.done, next.draft);
            }}
            onKeyDown={key}
          />
        </div>
        <span id="filter-count" className="filter-count faint" role="status">
          {filtered.mask === null ? '' : `${formatCount(filtered.count)} of ${formatCount(model.names.length)}`}
        </span>
        {filter === '' ? (
          focused ? null : <Kbd>/</Kbd>
        ) : (
          <IconButton label="Clear the filter" onClick={() => write('', '')}>
            <Icon name="close" size={13} />
          </IconButton>
        )}
        <FilterHelp />
      </div>
      {expanded ? <CompletionList id={listId} completions={completions} active={active} onAccept={accept} /> : null}
    </div>
  );
}
