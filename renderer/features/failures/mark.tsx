import type { ReactNode } from 'react';

/** A box for a mark, for the pointer: the keyboard marks with Space on the row itself. */
export function Mark({ state, label, onToggle }: { readonly state: 'on' | 'some' | 'off'; readonly label: string; readonly onToggle: () => void }): ReactNode {
  return (
    <button
      type="button"
      role="checkbox"
      className="mark"
      aria-checked={state === 'some' ? 'mixed' : state === 'on'}
      aria-label={label}
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
    >
      <span aria-hidden="true">{state === 'on' ? '✓' : state === 'some' ? '–' : ''}</span>
    </button>
  );
}
