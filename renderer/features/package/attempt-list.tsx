import type { ReactNode } from 'react';

import type { PackageDetail } from '#shared/contract/schemas/package.ts';
import { go, usePlace } from '#renderer/state/location.ts';
import { ATTEMPT_GLYPHS, sayAttemptState } from '#renderer/ui/attempt-words.ts';
import { formatDuration } from '#renderer/ui/format.ts';
import { useNow } from '#renderer/ui/use-now.ts';

/** Its attempts, the last first; each opens its log. */
export function AttemptList({ detail }: { readonly detail: PackageDetail }): ReactNode {
  const now = useNow();
  const open = usePlace((place) => place.log);
  const attempts = [...detail.attempts].sort((a, b) => b.number - a.number);
  return (
    <section className="drawer-section" aria-label="Attempts">
      <h3>Attempts</h3>
      {attempts.length === 0 ? <p className="faint">None yet. Each build of it will stand here with its log.</p> : null}
      <ul className="rows">
        {attempts.map((attempt) => (
          <li key={attempt.id}>
            <button type="button" className="attempt" aria-current={attempt.id === open} onClick={() => go({ log: attempt.id, line: attempt.causal?.line ?? null })}>
              <span className="glyph" aria-hidden="true" data-attempt={attempt.state}>
                {ATTEMPT_GLYPHS[attempt.state]}
              </span>
              <span className="truncate">
                {attempt.number} · {attempt.builder ?? 'no builder yet'} <span className="soft">{sayAttemptState(attempt.purpose === undefined ? attempt : { ...attempt, scratch: false })}</span>
              </span>
              <span className="spacer" />
              <span className="soft attempt-time">{formatDuration((attempt.endedAt ?? now) - attempt.createdAt)}</span>
              <span className="attempt-open">Open log</span>
            </button>
            {attempt.purpose === undefined ? null : <p className="soft attempt-purpose">scratch: {attempt.purpose.words}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
