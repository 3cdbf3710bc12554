import { useEffect, useState, type ReactNode } from 'react';

import { usePerson } from '#renderer/state/person.ts';

import type { WishFormProps } from './wish-form-props.ts';

/** Who looks after packages from now on; nobody when it is left empty. */
export function OwnerForm({ onAction }: WishFormProps): ReactNode {
  const [owner, setOwner] = useState(usePerson.getState().name);
  useEffect(() => onAction({ kind: 'set-owner', owner: owner.trim() === '' ? null : owner.trim() }), [owner, onAction]);
  return (
    <label className="field">
      <span>Owner; empty: nobody</span>
      <input className="input" autoFocus maxLength={64} value={owner} onChange={(event) => setOwner(event.target.value)} />
    </label>
  );
}
