import { Fragment, type ReactNode } from 'react';

import type { PackageMention } from '#shared/contract/schemas/package.ts';
import { STATE_WORDS } from '#shared/vocabulary/package-state.ts';
import { go } from '#renderer/state/location.ts';

/** Another package by name, with its state; a click selects it. */
export function Mention({ mention }: { readonly mention: PackageMention }): ReactNode {
  const { glyph, word } = STATE_WORDS[mention.state];
  return (
    <button type="button" className="mention" data-state={mention.state} title={`${mention.source}: ${word}`} onClick={() => go({ select: mention.source })}>
      <span className="glyph" aria-hidden="true">
        {glyph}
      </span>
      {mention.source}
      <span className="visually-hidden">, {word}</span>
    </button>
  );
}

/** A way through the graph: packages with arrows between them, long ones folded in the middle. */
export function MentionPath({ path }: { readonly path: readonly PackageMention[] }): ReactNode {
  const shown = path.length <= 7 ? path : [...path.slice(0, 3), null, ...path.slice(-3)];
  return (
    <span className="mention-path">
      {shown.map((mention, index) => (
        <Fragment key={mention?.source ?? 'fold'}>
          {index === 0 ? null : (
            <span className="faint" aria-hidden="true">
              →
            </span>
          )}
          {mention === null ? <span className="faint">{path.length - 6} more</span> : <Mention mention={mention} />}
        </Fragment>
      ))}
    </span>
  );
}
