import type { ReactNode } from 'react';

import { Icon, type IconName } from './icons.tsx';

/** What a screen shows while it has nothing: what it will show, and the one next step. */
export function EmptyState({ icon, title, children, action }: { readonly icon: IconName; readonly title: string; readonly children: ReactNode; readonly action?: ReactNode }): ReactNode {
  return (
    <div className="empty-state">
      <Icon name={icon} size={36} />
      <h2>{title}</h2>
      <p>{children}</p>
      {action === undefined || action === null ? null : <div className="actions">{action}</div>}
    </div>
  );
}
