import { useState, type ReactNode } from 'react';

import type { PackageDetail } from '#shared/contract/schemas/package.ts';
import { plural } from '#renderer/ui/format.ts';

import { Mention, MentionPath } from './mention.tsx';
import { ShowAsPath } from './show-as-path.tsx';

const FIRST = 12;

/** What holds it up, as paths to the roots, and what it holds up. */
export function HoldsUp({ detail }: { readonly detail: PackageDetail }): ReactNode {
  const [all, setAll] = useState(false);
  const waiting = detail.neededBy;
  const shown = all ? waiting : waiting.slice(0, FIRST);
  return (
    <>
      {detail.blockerPaths.length === 0 ? null : (
        <section className="drawer-section">
          <ShowAsPath>Held up by</ShowAsPath>
          <ul className="drawer-paths">
            {detail.blockerPaths.slice(0, 5).map((path) => (
              <li key={path.map((mention) => mention.source).join(' ')}>
                <MentionPath path={path.slice(1)} />
              </li>
            ))}
          </ul>
          {detail.blockerPaths.length > 5 ? <p className="faint">and {plural(detail.blockerPaths.length - 5, 'more root')}</p> : null}
        </section>
      )}
      <section className="drawer-section">
        <h3>{detail.holdsUp > 0 ? `Holds up ${plural(detail.holdsUp, 'package')}` : waiting.length > 0 ? `Needed by ${plural(waiting.length, 'package')}` : 'Needed by none'}</h3>
        {waiting.length === 0 ? (
          <p className="faint">No package needs it directly.</p>
        ) : (
          <>
            <div className="mentions">
              {shown.map((mention) => (
                <Mention key={mention.source} mention={mention} />
              ))}
              {waiting.length > shown.length ? (
                <button type="button" className="mention" onClick={() => setAll(true)}>
                  {waiting.length - shown.length} more…
                </button>
              ) : null}
            </div>
            {detail.holdsUp > waiting.length ? <p className="faint">{waiting.length === 1 ? 'It needs' : 'These need'} it directly, the others through {waiting.length === 1 ? 'it' : 'them'}.</p> : null}
          </>
        )}
      </section>
    </>
  );
}
