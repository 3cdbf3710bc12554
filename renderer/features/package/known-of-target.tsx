import type { ReactNode } from 'react';

import type { RestrictionRow } from '#shared/contract/schemas/knowledge.ts';
import type { PackageDetail } from '#shared/contract/schemas/package.ts';
import { toast } from '#renderer/state/toasts.ts';
import { IconButton } from '#renderer/ui/button.tsx';
import { Icon } from '#renderer/ui/icons.tsx';

/** `fedora-2020` → `Fedora 2020`. */
function sayOrigin(origin: string | null): string {
  if (origin === null) return 'Another distribution';
  return `${origin.charAt(0).toUpperCase()}${origin.slice(1)}`.replaceAll('-', ' ');
}

/** A bug by its name. The window opens no pages of others, so its address is for the clipboard. */
function Bug({ id, url }: RestrictionRow['bugs'][number]): ReactNode {
  return (
    <li className="known-bug">
      <code className="mono" title={url}>
        {id}
      </code>
      <IconButton label={`Copy the address of ${id}`} onClick={() => void navigator.clipboard.writeText(url).then(() => toast('info', 'Copied.'), () => toast('error', 'The clipboard cannot be written to here.'))}>
        <Icon name="copy" size={14} />
      </IconButton>
    </li>
  );
}

function Restriction({ row, origin }: { readonly row: RestrictionRow; readonly origin: string | null }): ReactNode {
  const { kind, arches, condition, comment, bugs } = row;
  return (
    <li className="known-restriction">
      <p>
        {sayOrigin(origin)} {kind === 'ExcludeArch' ? 'excludes it from' : 'builds it only for'} <code className="mono">{arches}</code>
        {condition === null ? null : (
          <span className="soft">
            {' '}
            where <code className="mono">{condition}</code>
          </span>
        )}
      </p>
      {comment === '' ? null : <blockquote>{comment}</blockquote>}
      {bugs.length === 0 ? null : (
        <ul className="known-bugs" aria-label="Bugs that it names">
          {bugs.map((bug) => (
            <Bug key={bug.url} {...bug} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** What is known of the package on the target: the cures and the reasons of its failure, and how others keep it off. */
export function KnownOfTarget({ detail }: { readonly detail: PackageDetail }): ReactNode {
  if (detail.knowledge === null) return null;
  const { restrictions, origin, noPort, cures, facts } = detail.knowledge;
  return (
    <section className="drawer-section known" aria-label="Known of s390x">
      <h3>Known of s390x</h3>
      {noPort === null ? null : (
        <p>
          {noPort.why} {noPort.wayOut} <span className="known-source">{noPort.source}</span>
        </p>
      )}
      {restrictions.length === 0 ? null : (
        <ul className="known-list">
          {restrictions.map((row) => (
            <Restriction key={`${row.kind} ${row.arches} ${row.condition ?? ''} ${row.comment}`} row={row} origin={origin} />
          ))}
        </ul>
      )}
      {cures.length === 0 ? null : (
        <>
          <h4>What cures it most often</h4>
          <ol className="known-cures">
            {cures.map((cure) => (
              <li key={cure}>{cure}</li>
            ))}
          </ol>
        </>
      )}
      {facts.length === 0 ? null : (
        <ul className="known-list soft">
          {facts.map(({ text, source }) => (
            <li key={text}>
              {text} <span className="known-source">{source}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
