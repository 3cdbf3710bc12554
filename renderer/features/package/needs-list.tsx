import { useState, type ReactNode } from 'react';

import type { PackageDetail, RequirementRow } from '#shared/contract/schemas/package.ts';
import { HIDDEN_WORDS, missingWords } from '#shared/plan/say-fault.ts';

import { Mention } from './mention.tsx';

const FIRST = 14;

function isServed({ status, provider }: RequirementRow): boolean {
  return status === 'foreign' || (status === 'own' && provider?.state === 'in-repo');
}

/** What cannot be had stands before what is only not there yet. */
function urgency(row: RequirementRow): number {
  return row.status === 'missing' ? 0 : isServed(row) ? 2 : 1;
}

function Provider({ row }: { readonly row: RequirementRow }): ReactNode {
  if (row.status === 'missing') return <Missing row={row} />;
  if (row.provider !== null) return <Mention mention={row.provider} />;
  return (
    <span className="soft" title={row.binary ?? undefined}>
      {row.base ?? row.binary ?? 'foreign base'}
    </span>
  );
}

/** In a few words: the sentence at the top of the drawer says the rest. */
function Missing({ row: { reason, hidden = [] } }: { readonly row: RequirementRow }): ReactNode {
  const whole = reason === null ? 'not known' : missingWords(reason, hidden);
  return (
    <span className="need-missing" title={whole}>
      {hidden.length === 0 ? whole : HIDDEN_WORDS}
    </span>
  );
}

/** A BuildRequires; whatever else has the capability is opened beneath it. */
function Need({ row }: { readonly row: RequirementRow }): ReactNode {
  const [open, setOpen] = useState(false);
  const { capability, alternatives, status, binary } = row;
  return (
    <li className="need">
      <span className="mono truncate" title={binary === null ? capability : `${capability}\n${binary}`}>
        {capability}
      </span>
      <span className="need-served">
        {alternatives.length === 0 ? null : (
          <button type="button" className="need-others" aria-expanded={open} title={status === 'missing' ? 'What has it, but cannot be taken' : 'What else could serve it'} onClick={() => setOpen(!open)}>
            +{alternatives.length}
            <span className="visually-hidden"> {status === 'missing' ? 'that cannot be taken' : 'alternatives'}</span>
          </button>
        )}
        <Provider row={row} />
      </span>
      {open ? (
        <ul className="need-alternatives mono soft">
          {alternatives.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}

/** Its BuildRequires, those that are not served first, each with what provides it. */
export function NeedsList({ detail }: { readonly detail: PackageDetail }): ReactNode {
  const [all, setAll] = useState(false);
  const rows = [...detail.requirements].sort((a, b) => urgency(a) - urgency(b));
  const served = rows.filter(isServed).length;
  const shown = all ? rows : rows.slice(0, FIRST);
  return (
    <section className="drawer-section" aria-label="BuildRequires">
      <h3>
        Needs · {served} of {rows.length} there
      </h3>
      {rows.length === 0 ? <p className="faint">It has no BuildRequires beyond the build group.</p> : null}
      <ul className="rows">
        {shown.map((row) => (
          <Need key={row.capability} row={row} />
        ))}
      </ul>
      {(detail.buildConflicts ?? []).length === 0 ? null : (
        <p className="faint">
          Must not be in its buildroot: <span className="mono">{detail.buildConflicts?.join(', ')}</span>
        </p>
      )}
      {rows.length > shown.length ? (
        <button type="button" className="mention" onClick={() => setAll(true)}>
          {rows.length - shown.length} more…
        </button>
      ) : null}
    </section>
  );
}
