import { useEffect, useMemo, useState, type ReactNode } from 'react';

import type { PortFix, SuggestedFix } from '#shared/contract/schemas/port-fix.ts';
import { withFix } from '#shared/port/fix.ts';
import { useConnection } from '#renderer/state/connection.ts';
import { draftOf, emptyDraft, fixOf, ofKind } from '#renderer/state/fix-form/fix-draft.ts';
import { FixFields } from '#renderer/state/fix-form/fix-fields.tsx';
import { useFixPreview } from '#renderer/state/fix-form/use-fix-preview.ts';
import { usePerson } from '#renderer/state/person.ts';
import { CommandDiff } from '#renderer/ui/command-diff.tsx';

import type { WishFormProps } from './wish-form-props.ts';

interface Example {
  readonly fixes: readonly PortFix[];
  readonly suggestions: readonly SuggestedFix[];
}

/** The first of them, which fails like the others: what is on it, and what the program offers for it. */
function useExample(source: string | undefined): Example | null {
  const [example, setExample] = useState<Example | null>(null);
  useEffect(() => {
    const { client } = useConnection.getState();
    if (client === null || source === undefined) return;
    let gone = false;
    client.call('package.describe', { source }).then(
      ({ fixes, suggestions }) => (gone ? undefined : setExample({ fixes, suggestions })),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [source]);
  return example;
}

/** One port fix for all of them; what triage offers for the first is one click, and what a builder would run is shown for it. */
export function FixForm({ asked, onAction }: WishFormProps): ReactNode {
  const person = usePerson((state) => state.name);
  const [draft, setDraft] = useState(() => ofKind(emptyDraft(person), 'nocheck'));
  const [first = ''] = asked.sources;
  const example = useExample(first);
  const verdict = useMemo(() => fixOf(draft), [draft]);
  useEffect(() => onAction(verdict.ok ? { kind: 'apply-fix', fix: verdict.fix } : null), [verdict, onAction]);
  const fixes = useMemo(() => (verdict.ok && example !== null ? withFix(example.fixes, verdict.fix) : null), [verdict, example]);
  const preview = useFixPreview(first, fixes);
  return (
    <div className="fix-form">
      {example === null || example.suggestions.length === 0 ? null : (
        <div className="wish-offers" role="group" aria-label="Offered port fixes">
          {example.suggestions.map((offer) => (
            <button key={offer.title} type="button" className="wish-offer" onClick={() => setDraft(draftOf(offer.fix, person))}>
              <strong>{offer.title}</strong>
              <span className="soft">{offer.because}</span>
            </button>
          ))}
        </div>
      )}
      <FixFields draft={draft} onChange={setDraft} problems={verdict.ok ? {} : verdict.problems} tried={false} source={null} />
      {fixes === null ? null : (
        <div className="fix-preview">
          <p className="soft">What a builder runs for {first}</p>
          <CommandDiff preview={preview} brief />
        </div>
      )}
    </div>
  );
}
