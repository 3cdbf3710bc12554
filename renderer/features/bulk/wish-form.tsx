import { useEffect, type ReactNode } from 'react';

import { FixForm } from './fix-form.tsx';
import { OwnerForm } from './owner-form.tsx';
import { ReasonForm } from './reason-form.tsx';
import { VerdictForm } from './verdict-form.tsx';
import type { WishFormProps } from './wish-form-props.ts';

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
