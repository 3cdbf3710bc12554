import type { ReactNode } from 'react';

import { dismissToast, useToasts } from '#renderer/state/toasts.ts';
import { Button, IconButton } from '#renderer/ui/button.tsx';
import { Icon } from '#renderer/ui/icons.tsx';

/** What the core answered; errors stay until they are dismissed. */
export function Toasts(): ReactNode {
  const toasts = useToasts((state) => state.toasts);
  return (
    <div className="toasts" role="region" aria-label="Messages" aria-live="polite">
      {toasts.map(({ id, tone, message, detail, action }) => (
        <div key={id} className="toast" data-tone={tone} role={tone === 'error' ? 'alert' : 'status'}>
          <p>{message}</p>
          <span>
            {action === null ? null : (
              <Button
                kind="quiet"
                onClick={() => {
                  dismissToast(id);
                  action.run();
                }}
              >
                {action.title}
              </Button>
            )}
            <IconButton label="Dismiss" tip={null} onClick={() => dismissToast(id)}>
              <Icon name="close" size={13} />
            </IconButton>
          </span>
          {detail === null ? null : (
            <details>
              <summary>Detail</summary>
              <pre>{detail}</pre>
            </details>
          )}
        </div>
      ))}
    </div>
  );
}
