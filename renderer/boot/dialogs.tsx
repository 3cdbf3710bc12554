import type { ReactNode } from 'react';

import { WishDialog } from '#renderer/features/bulk/wish-dialog.tsx';

import { CommandPalette } from './palette.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { ViewDialogs } from './view-dialogs.tsx';

/** All that may stand open over every screen. */
export function Dialogs(): ReactNode {
  return (
    <>
      <CommandPalette />
      <ViewDialogs />
      <WishDialog />
      <PersonDialog />
    </>
  );
}
