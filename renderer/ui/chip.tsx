import type { ReactNode } from 'react';

import { STATE_WORDS, type PackageState } from '#shared/vocabulary/package-state.ts';

export function Glyph({ state }: { readonly state: PackageState }): ReactNode {
  return (
    <span className="glyph" aria-hidden="true">
      {STATE_WORDS[state].glyph}
    </span>
  );
}

/** A state as colour, glyph and word together. */
export function StateChip({ state, provisional = false }: { readonly state: PackageState; readonly provisional?: boolean }): ReactNode {
  return (
    <span className="chip" data-state={provisional ? 'provisional' : state} title={STATE_WORDS[state].meaning}>
      <Glyph state={state} />
      {STATE_WORDS[state].word}
      {provisional ? ', provisional' : ''}
    </span>
  );
}

/** A state without a frame, for rows. */
export function StateMark({ state, words }: { readonly state: PackageState; readonly words?: ReactNode }): ReactNode {
  return (
    <span className="state-mark" data-state={state}>
      <Glyph state={state} />
      {words ?? STATE_WORDS[state].word}
    </span>
  );
}

export function Kbd({ children }: { readonly children: ReactNode }): ReactNode {
  return <kbd className="kbd">{children}</kbd>;
}

export function Badge({ children, tone = 'plain', title }: { readonly children: ReactNode; readonly tone?: 'plain' | 'warn'; readonly title?: string }): ReactNode {
  return (
    <span className="badge" data-tone={tone} title={title}>
      {children}
    </span>
  );
}
