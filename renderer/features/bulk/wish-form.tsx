import { useEffect, type ReactNode } from 'react';

import type { BulkAction } from '#shared/contract/schemas/bulk.ts';
import type { AskedWish } from '#renderer/state/bulk.ts';

import { FixForm } from './fix-form.tsx';
import { OwnerForm } from './owner-form.tsx';
import { ReasonForm } from './reason-form.tsx';
import { VerdictForm } from './verdict-form.tsx';

export interface WishFormProps {
  readonly asked: AskedWish;
  /** Told each time what is filled in; null while something is missing. */
  readonly onAction: (action: BulkAction | null) => void;
}

/** A wish to which nothing is to be added. */
function Plain({ kind, onAction }: { readonly kind: 'rebuild' | 'rebuild-elsewhere' | 'cancel' | 'bring-back' | 'withdraw-verdict'; readonly onAction: WishFormProps['onAction'] }): ReactNode {
  useEffect(() => onAction({ kind }), [kind, onAction]);
  return null;
}

/** What a person has to add to a wish of its kind. */
export function WishForm({ asked, onAction }: WishFormProps): ReactNode {
  switch (asked.kind) {
    case 'rebuild':
    case 'rebuild-elsewhere':
    case 'cancel':
    case 'bring-back':
    case 'withdraw-verdict':
      return <Plain kind={asked.kind} onAction={onAction} />;
    case 'give-verdict':
      return <VerdictForm asked={asked} onAction={onAction} />;
    case 'leave-out':
      return <ReasonForm asked={asked} onAction={onAction} />;
    case 'set-owner':
      return <OwnerForm asked={asked} onAction={onAction} />;
    case 'apply-fix':
    case 'remove-fix':
      return <FixForm asked={asked} onAction={onAction} />;
  }
}
