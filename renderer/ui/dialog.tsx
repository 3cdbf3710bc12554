import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';

/** A modal question with a title; closes on Escape and on a click outside. */
export function ModalDialog({ open, onClose, title, children }: { readonly open: boolean; readonly title: string; readonly children: ReactNode; readonly onClose: () => void }): ReactNode {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog">
          <div className="dialog-body">
            <Dialog.Title className="dialog-title">{title}</Dialog.Title>
            {children}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
