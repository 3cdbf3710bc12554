import type { ReactNode } from 'react';

import type { JudgedTerm } from '#renderer/state/filter.ts';
import { Tip } from '#renderer/ui/tip.tsx';

/** The finished words of the filter; a click, or Delete, takes one away. One that is passed over says why. */
export function TermChips({ terms, onRemove, focusBox }: { readonly terms: readonly JudgedTerm[]; readonly onRemove: (index: number) => void; readonly focusBox: () => void }): ReactNode {
  return terms.map(({ term, problem }, index) => (
    <Tip key={`${index} ${term.text}`} words={problem ?? 'Click to take it away'}>
      <button
        type="button"
        className="term-chip"
        data-problem={problem === null ? undefined : ''}
        data-negated={term.negated || undefined}
        aria-label={problem === null ? `Take ${term.text} out of the filter` : `${term.text} is passed over. ${problem} Take it out of the filter`}
        onClick={() => {
          onRemove(index);
          focusBox();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Backspace' && event.key !== 'Delete') return;
          event.preventDefault();
          onRemove(index);
          focusBox();
        }}
      >
        {problem === null ? null : <span aria-hidden="true">!</span>}
        <span className="truncate">{term.text}</span>
        <span aria-hidden="true" className="term-chip-close">
          ×
        </span>
      </button>
    </Tip>
  ));
}
