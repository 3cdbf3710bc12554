import type { ReactNode } from 'react';

import type { AttemptRow } from '#shared/contract/schemas/attempt.ts';
import { isEnded } from '#shared/vocabulary/attempt-state.ts';
import { go } from '#renderer/state/location.ts';
import { ATTEMPT_GLYPHS, sayPhase } from '#renderer/ui/attempt-words.ts';
import { Button } from '#renderer/ui/button.tsx';

/** What came of a scratch build, with the way to its log. */
export function TrialWords({ attempt, good, bad }: { readonly attempt: AttemptRow; readonly good: string; readonly bad: string }): ReactNode {
  const words = attempt.state === 'succeeded' ? good : attempt.state === 'failed' ? (attempt.fault === 'infrastructure' ? 'the builder failed, try again' : bad) : sayPhase(attempt.state, attempt.phase);
  return (
    <span className="trial-words" role="status">
      <span className="glyph" aria-hidden="true" data-attempt={attempt.state}>
        {ATTEMPT_GLYPHS[attempt.state]}
      </span>
      {words}
      {isEnded(attempt.state) && attempt.causal !== null ? <code className="mono truncate">{attempt.causal.text}</code> : null}
      <Button kind="quiet" onClick={() => go({ log: attempt.id, line: attempt.causal?.line ?? null })}>
        Open log
      </Button>
    </span>
  );
}
