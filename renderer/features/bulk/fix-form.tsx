import { useEffect, useMemo, useState, type ReactNode } from 'react';

import type { SuggestedFix } from '#shared/contract/schemas/port-fix.ts';
import { useConnection } from '#renderer/state/connection.ts';
import { draftOf, emptyDraft, fixOf, ofKind } from '#renderer/state/fix-form/fix-draft.ts';
import { FixFields } from '#renderer/state/fix-form/fix-fields.tsx';
import { usePerson } from '#renderer/state/person.ts';

import type { WishFormProps } from './wish-form.tsx';

/** What the program offers for the first of them: it fails like the others. */
function useOffers(source: string | undefined): readonly SuggestedFix[] {
  const [offers, setOffers] = useState<readonly SuggestedFix[]>([]);
  useEffect(() => {
    const { client } = useConnection.getState();
    if (client === null || source === undefined) return;
    let gone = false;
    client.call('package.describe', { source }).then(
      ({ suggestions }) => (gone ? undefined : setOffers(suggestions)),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [source]);
  return offers;
}

/** One port fix for all of them, but a patch, which is for one source; what triage offers for the first is one click. */
export function FixForm({ asked, onAction }: WishFormProps): ReactNode {
  const person = usePerson((state) => state.name);
  const [draft, setDraft] = useState(() => ofKind(emptyDraft(person), 'nocheck'));
  const offers = useOffers(asked.sources[0]);
  const verdict = useMemo(() => fixOf(draft), [draft]);
  useEffect(() => onAction(verdict.ok ? { kind: 'apply-fix', fix: verdict.fix } : null), [verdict, onAction]);
  return (
    <>
      {offers.length === 0 ? null : (
        <div className="wish-offers" role="group" aria-label="Offered port fixes">
          {offers.map((offer) => (
            <button key={offer.title} type="button" className="wish-offer" onClick={() => setDraft(draftOf(offer.fix, person))}>
              <strong>{offer.title}</strong>
              <span className="soft">{offer.because}</span>
            </button>
          ))}
        </div>
      )}
      <FixFields draft={draft} onChange={setDraft} problems={verdict.ok ? {} : verdict.problems} tried={draft.name !== '' || draft.minutes !== ''} source={null} />
    </>
  );
}
