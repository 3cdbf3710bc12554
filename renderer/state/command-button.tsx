import type { ReactNode } from 'react';

import { Button } from '#renderer/ui/button.tsx';
import { Kbd } from '#renderer/ui/chip.tsx';

import { useCommand } from './commands/use-command.ts';

/** A button of the one command registry: its title, key, reason when disabled, and pending until the core has answered. */
export function CommandButton({ id, kind, title, children }: { readonly id: string; readonly kind?: 'primary' | 'plain' | 'quiet'; readonly title?: string | undefined; readonly children?: ReactNode }): ReactNode {
  const { command, disabledReason, pending, keyWords, run } = useCommand(id);
  const words = title ?? command.title;
  return (
    <Button
      kind={kind}
      disabledReason={disabledReason}
      pending={pending}
      onClick={run}
      aria-label={children === undefined ? undefined : words}
      tip={
        keyWords === null ? undefined : (
          <>
            {command.title} <Kbd>{keyWords}</Kbd>
          </>
        )
      }
    >
      {children ?? words}
    </Button>
  );
}
