import type { ReactNode } from 'react';

import { CommandButton } from '#renderer/state/command-button.tsx';

/** The head of a section whose chains the Path view draws, with the way there. */
export function ShowAsPath({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <div className="drawer-section-head">
      <h3>{children}</h3>
      <CommandButton id="view-path" kind="quiet" title="Show as path" />
    </div>
  );
}
