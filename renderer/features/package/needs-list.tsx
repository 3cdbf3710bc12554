import { useState, type ReactNode } from 'react';

import type { PackageDetail, RequirementRow } from '#shared/contract/schemas/package.ts';
import { MISSING_WORDS } from '#shared/plan/say-fault.ts';

import { Mention } from './mention.tsx';

const FIRST = 14;

function isServed({ status, provider }: RequirementRow): boolean {
  return status === 'foreign' || (status === 'own' && provider?.state === 'in-repo');
}

function Provider({ row }: { readonly row: RequirementRow }): ReactNode {
  if (row.status === 'missing') return <span className="need-missing">{row.reason === null ? 'not known' : MISSING_WORDS[row.reason]}</span>;
  if (row.provider !== null) return <Mention mention={row.provider} />;
  return (
    <span className="soft" title={row.binary ?? undefined}>
      {row.base ?? row.binary ?? 'foreign base'}
    </span>
  );
}

/** Its BuildRequires, those that are not served first, each with what provides it. */
export function NeedsList({ detail }: { readonly detail: PackageDetail }): ReactNode {
  const [all, setAll] = useState(false);
  const rows = [...detail.requirements].sort((a, b) => Number(isServed(a)) - Number(isServed(b)));
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
          <li key={row.capability} className="need">
            <span className="mono truncate" title={row.alternatives.length === 0 ? row.capability : `${row.capability}\nalso: ${row.alternatives.join(', ')}`}>
              {row.capability}
            </span>
            <Provider row={row} />
          </li>
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
