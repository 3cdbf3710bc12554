import type { ReactNode } from 'react';

import { go, usePlace } from '#renderer/state/location.ts';
import { useCommand } from '#renderer/state/commands/use-command.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Kbd } from '#renderer/ui/chip.tsx';

/** Above a picture: what it is about, and the way to the same as rows. */
export function DiagramHead({ children }: { readonly children: ReactNode }): ReactNode {
  const rows = usePlace((place) => place.rows);
  const { keyWords } = useCommand('toggle-rows');
  return (
    <div className="diagram-head">
      <div className="diagram-words">{children}</div>
      <Button
        kind="quiet"
        aria-pressed={rows}
        onClick={() => go({ rows: !rows })}
        tip={
          <>
            The same packages as rows, or as a picture <Kbd>{keyWords}</Kbd>
          </>
        }
      >
        {rows ? 'Picture' : 'Rows'}
      </Button>
    </div>
  );
}
