import { Fragment, type ReactNode } from 'react';

import type { PackageDetail } from '#shared/contract/schemas/package.ts';

import { ShowAsPath } from './show-as-path.tsx';

function Chain({ parts }: { readonly parts: readonly string[] }): ReactNode {
  return (
    <span className="mention-path mono">
      {parts.map((part, index) => (
        // A chain may name a capability and the package of that name.
        <Fragment key={`${index} ${part}`}>
          {index === 0 ? null : (
            <span className="faint" aria-hidden="true">
              →
            </span>
          )}
          <span>{part}</span>
        </Fragment>
      ))}
    </span>
  );
}

/** What of its buildroot cannot be had, as paths from the BuildRequires to what is missing, or to the two that clash. */
export function FaultPaths({ detail }: { readonly detail: PackageDetail }): ReactNode {
  if (detail.faults.length === 0) return null;
  return (
    <section className="drawer-section">
      <ShowAsPath>Cannot be had</ShowAsPath>
      <ul className="drawer-paths">
        {detail.faults.map(({ sentence, path, against }) => (
          <li key={sentence} title={sentence}>
            <Chain parts={path} />
            {against.length === 0 ? null : (
              <>
                <span className="faint">against</span>
                <Chain parts={against} />
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
