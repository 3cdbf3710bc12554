import type { ReactNode } from 'react';

import type { PackageDetail } from '#shared/contract/schemas/package.ts';

/** BuildRequires that it has for the target alone, and those that it has only elsewhere. */
export function Differences({ detail }: { readonly detail: PackageDetail }): ReactNode {
  const differences = detail.differences ?? [];
  if (differences.length === 0) return null;
  return (
    <section className="drawer-section" aria-label="Other BuildRequires elsewhere">
      {differences.map(({ than, otherEvr, added, removed }) => (
        <div key={than}>
          <h3>
            Other BuildRequires than {than}
            {otherEvr === null ? '' : ` (${otherEvr})`}
          </h3>
          <ul className="rows">
            {added.map((each) => (
              <li key={each} className="need">
                <span className="mono truncate" title={each}>
                  + {each}
                </span>
                <span className="soft">only here</span>
              </li>
            ))}
            {removed.map((each) => (
              <li key={each} className="need">
                <span className="mono truncate" title={each}>
                  − {each}
                </span>
                <span className="soft">not here</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
