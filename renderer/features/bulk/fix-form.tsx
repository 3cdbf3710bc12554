import { useEffect, useState, type ReactNode } from 'react';

import type { FixChange, PortFix, SuggestedFix } from '#shared/contract/schemas/port-fix.ts';
import { useConnection } from '#renderer/state/connection.ts';
import { usePerson } from '#renderer/state/person.ts';

import type { WishFormProps } from './wish-form.tsx';

const KINDS = { nocheck: 'Without its tests (--nocheck)', macro: 'Set a macro', bcond: 'Switch a bcond', environment: 'Set an environment variable' } as const;
type Kind = keyof typeof KINDS;
const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;

interface Draft {
  readonly kind: Kind;
  readonly name: string;
  readonly value: string;
  readonly enabled: boolean;
  readonly reason: string;
  readonly debt: boolean;
}

function changeOf({ kind, name, value, enabled }: Draft): FixChange | null {
  if (kind === 'nocheck') return { kind };
  if (!NAME.test(name)) return null;
  return kind === 'bcond' ? { kind, name, enabled } : { kind, name, value };
}

function fixOf(draft: Draft, owner: string): PortFix | null {
  const change = changeOf(draft);
  if (change === null || draft.reason.trim() === '') return null;
  return { change, reason: draft.reason.trim(), debt: draft.debt, ...(owner === '' ? {} : { owner }) };
}

function draftOf({ fix }: SuggestedFix): Draft | null {
  const { change, reason, debt } = fix;
  if (!(change.kind in KINDS)) return null;
  const base = { name: '', value: '', enabled: false, reason, debt };
  if (change.kind === 'nocheck') return { ...base, kind: change.kind };
  if (change.kind === 'bcond') return { ...base, kind: change.kind, name: change.name, enabled: change.enabled };
  return { ...base, kind: change.kind, name: change.name, value: change.value };
}

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

/** One port fix for all of them; what triage offers for the first is one click. */
export function FixForm({ asked, onAction }: WishFormProps): ReactNode {
  const [draft, setDraft] = useState<Draft>({ kind: 'nocheck', name: '', value: '', enabled: false, reason: '', debt: true });
  const offers = useOffers(asked.sources[0]);
  const person = usePerson((state) => state.name);
  const change = (patch: Partial<Draft>): void => setDraft((before) => ({ ...before, ...patch }));
  useEffect(() => {
    const fix = fixOf(draft, person);
    onAction(fix === null ? null : { kind: 'apply-fix', fix });
  }, [draft, person, onAction]);
  return (
    <>
      {offers.length === 0 ? null : (
        <div className="wish-offers" role="group" aria-label="Offered port fixes">
          {offers.map((offer) => (
            <button
              key={offer.title}
              type="button"
              className="wish-offer"
              onClick={() => {
                const next = draftOf(offer);
                if (next !== null) setDraft(next);
              }}
            >
              <strong>{offer.title}</strong>
              <span className="soft">{offer.because}</span>
            </button>
          ))}
        </div>
      )}
      <div className="wish-pair">
        <label className="field">
          <span>Port fix</span>
          <select className="input" autoFocus value={draft.kind} onChange={(event) => change({ kind: Object.keys(KINDS).find((each): each is Kind => each === event.target.value) ?? 'nocheck', debt: event.target.value === 'nocheck' })}>
            {Object.entries(KINDS).map(([kind, words]) => (
              <option key={kind} value={kind}>
                {words}
              </option>
            ))}
          </select>
        </label>
        {draft.kind === 'nocheck' ? null : (
          <label className="field">
            <span>Name</span>
            <input className="input mono" required pattern={NAME.source} value={draft.name} onChange={(event) => change({ name: event.target.value })} />
          </label>
        )}
        {draft.kind === 'macro' || draft.kind === 'environment' ? (
          <label className="field">
            <span>Value</span>
            <input className="input mono" maxLength={4000} value={draft.value} placeholder={draft.kind === 'macro' ? '%{nil}' : ''} onChange={(event) => change({ value: event.target.value })} />
          </label>
        ) : null}
        {draft.kind === 'bcond' ? (
          <label className="field">
            <span>Switch</span>
            <select className="input" value={draft.enabled ? 'on' : 'off'} onChange={(event) => change({ enabled: event.target.value === 'on' })}>
              <option value="off">off (--without)</option>
              <option value="on">on (--with)</option>
            </select>
          </label>
        ) : null}
      </div>
      <label className="field">
        <span>Reason, as portolan.yaml will keep it</span>
        <textarea className="input" required maxLength={2000} value={draft.reason} onChange={(event) => change({ reason: event.target.value })} />
      </label>
      <label className="wish-check">
        <input type="checkbox" checked={draft.debt} onChange={(event) => change({ debt: event.target.checked })} /> It must go again (debt)
      </label>
    </>
  );
}
