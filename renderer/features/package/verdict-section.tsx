import type { ReactNode } from 'react';

import type { PackageDetail } from '#shared/contract/schemas/package.ts';
import { askWish } from '#renderer/state/bulk.ts';
import { refusalToCommand, useConnection } from '#renderer/state/connection.ts';
import { sayClass } from '#renderer/ui/attempt-words.ts';
import { Button } from '#renderer/ui/button.tsx';
import { formatDayClock } from '#renderer/ui/format.ts';

/** What a person made of its failure, and who looks after it. */
export function VerdictSection({ detail }: { readonly detail: PackageDetail }): ReactNode {
  const refusal = useConnection(refusalToCommand);
  const { source, verdict, owner, state } = detail;
  if (verdict === null && owner === null && state !== 'failed') return null;
  return (
    <section className="drawer-section" aria-label="Verdict">
      <h3>Verdict</h3>
      {verdict === null ? (
        <p className="faint">{state === 'failed' ? 'Nobody has judged this failure yet.' : 'None.'}</p>
      ) : (
        <p>
          <span className="chip" data-state="triaged">
            <span className="glyph" aria-hidden="true">
              ⊠
            </span>
            {sayClass(verdict.failureClass)}
          </span>{' '}
          {verdict.note} <span className="faint">{verdict.stands ? formatDayClock(verdict.at) : 'of an earlier failure: it has failed in another way since'}</span>
        </p>
      )}
      <p className="verdict-row">
        <span className={owner === null ? 'faint' : 'soft'}>{owner === null ? 'Nobody looks after it' : `${owner} looks after it`}</span>
        <span className="spacer" />
        <Button kind="quiet" disabledReason={refusal} onClick={() => askWish('set-owner', [source])}>
          {owner === null ? 'Take on…' : 'Hand over…'}
        </Button>
        {state === 'failed' ? (
          <Button kind="quiet" disabledReason={refusal} onClick={() => askWish('give-verdict', [source])}>
            {verdict === null ? 'Give a verdict…' : 'Change…'}
          </Button>
        ) : null}
        {verdict === null ? null : (
          <Button kind="quiet" disabledReason={refusal} onClick={() => askWish('withdraw-verdict', [source])}>
            Withdraw…
          </Button>
        )}
      </p>
    </section>
  );
}
