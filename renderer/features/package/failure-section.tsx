import type { ReactNode } from 'react';

import type { AttemptRow } from '#shared/contract/schemas/attempt.ts';
import type { PackageDetail } from '#shared/contract/schemas/package.ts';
import type { SuggestedFix } from '#shared/contract/schemas/port-fix.ts';
import { withFix } from '#shared/port/fix.ts';
import { applyOffered } from '#renderer/state/commands/package-commands.ts';
import { refusalToCommand, useConnection } from '#renderer/state/connection.ts';
import { go } from '#renderer/state/location.ts';
import { useIsPending } from '#renderer/state/perform.ts';
import { openFixForm } from '#renderer/state/fix-form/fix-editing.ts';
import { useFixPreview } from '#renderer/state/fix-form/use-fix-preview.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CausalBlock } from '#renderer/ui/causal-block.tsx';
import { CommandDiff } from '#renderer/ui/command-diff.tsx';

/** The last attempt, when it failed and the package still stands by that. */
function lastFailure(detail: PackageDetail): AttemptRow | null {
  if (detail.state !== 'failed' && detail.state !== 'stuck') return null;
  const last = detail.attempts.reduce<AttemptRow | null>((latest, each) => (latest === null || each.number > latest.number ? each : latest), null);
  return last !== null && (last.state === 'failed' || last.state === 'lost') ? last : null;
}

/** A fix that is offered, with the lines of what a builder runs that change. */
function Offer({ detail, offered }: { readonly detail: PackageDetail; readonly offered: SuggestedFix }): ReactNode {
  const refusal = useConnection(refusalToCommand);
  const pending = useIsPending(`apply-fix:${detail.source}`);
  const { fix } = offered;
  const preview = useFixPreview(detail.source, withFix(detail.fixes, fix));
  return (
    <div className="offer">
      <strong>{offered.title}</strong>
      <p className="soft">{offered.because}</p>
      <CommandDiff preview={preview} brief />
      <div className="offer-actions">
        <Button kind="primary" pending={pending} disabledReason={refusal} onClick={() => void applyOffered(detail.source, offered)}>
          Apply and rebuild
        </Button>
        <Button kind="quiet" disabledReason={refusal} onClick={() => openFixForm(detail.source, fix)}>
          Preview and edit…
        </Button>
        {fix.debt ? <span className="faint">It counts as debt until it is gone.</span> : null}
      </div>
    </div>
  );
}

/** Why it failed, and the port fixes that are offered for it. */
export function FailureSection({ detail }: { readonly detail: PackageDetail }): ReactNode {
  const failed = lastFailure(detail);
  return (
    <>
      {failed === null ? null : (
        <section className="drawer-section">
          <h3>Why it failed</h3>
          <CausalBlock attempt={failed} onOpen={() => go({ log: failed.id, line: failed.causal?.line ?? null })} />
        </section>
      )}
      {detail.suggestions.length === 0 ? null : (
        <section className="drawer-section" aria-label="Offered port fixes">
          <h3>Offered port fix</h3>
          {detail.suggestions.map((offered) => (
            <Offer key={offered.title} detail={detail} offered={offered} />
          ))}
        </section>
      )}
    </>
  );
}
