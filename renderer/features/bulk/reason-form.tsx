import { useEffect, useState, type ReactNode } from 'react';

import type { WishFormProps } from './wish-form-props.ts';

/** Why packages are left out, as the team will read it in the report. */
export function ReasonForm({ onAction }: WishFormProps): ReactNode {
  const [reason, setReason] = useState('');
  useEffect(() => onAction(reason.trim() === '' ? null : { kind: 'leave-out', reason: reason.trim() }), [reason, onAction]);
  return (
    <label className="field">
      <span>Reason, as the team will read it in the report</span>
      <textarea className="input" autoFocus required maxLength={2000} value={reason} placeholder="No port to s390x, and nothing needs it" onChange={(event) => setReason(event.target.value)} />
    </label>
  );
}
