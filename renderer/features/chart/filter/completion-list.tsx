import type { ReactNode } from 'react';

import type { Completion } from '#shared/filter/complete.ts';
import { formatCount } from '#renderer/ui/format.ts';
import { glyphOf } from '#renderer/ui/mark-words.ts';

/** What could be typed next, below the box; the box keeps the focus. */
export function CompletionList({ id, completions, active, onAccept }: { readonly id: string; readonly completions: readonly Completion[]; readonly active: number; readonly onAccept: (completion: Completion) => void }): ReactNode {
  return (
    <ul id={id} role="listbox" aria-label="Ways to go on" className="completions">
      {completions.map((completion, index) => (
        <li
          key={completion.insert}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className="completion"
          data-state={completion.state ?? undefined}
          // The box must not lose the focus to what is clicked.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onAccept(completion)}
        >
          <span className="glyph" aria-hidden="true">
            {completion.state === null ? '' : glyphOf(completion.state)}
          </span>
          <span>{completion.insert}</span>
          <span className="faint truncate">{completion.meaning}</span>
          <span className="soft number">{completion.count === null ? '' : formatCount(completion.count)}</span>
        </li>
      ))}
    </ul>
  );
}
