import type { ReactNode } from 'react';

import type { PackageDetail } from '#shared/contract/schemas/package.ts';
import { heldWords } from '#shared/port/holds.ts';
import { refusalToCommand, useConnection } from '#renderer/state/connection.ts';
import { perform, useIsPending } from '#renderer/state/perform.ts';
import { Button } from '#renderer/ui/button.tsx';
import { plural } from '#renderer/ui/format.ts';

function release(source: string, keepOld: boolean): void {
  void perform(`release:${source}`, async (client) => {
    await client.call('build.release', { source, keepOld });
    return { message: `${source} comes into the next generation${keepOld ? ', beside what it replaces' : ''}.` };
  });
}

/** What publishing it would break, and what a person can decide. */
export function HeldSection({ detail }: { readonly detail: PackageDetail }): ReactNode {
  const pending = useIsPending(`release:${detail.source}`);
  const refusal = useConnection(refusalToCommand);
  const held = detail.held ?? null;
  if (held === null) return null;
  return (
    <section className="drawer-section" aria-label="Held">
      <h3>{held.breaks.some(({ clash }) => clash !== undefined) ? `Would break ${plural(held.total, 'thing')}` : `Would break ${plural(held.total, 'dependency', 'dependencies')}`}</h3>
      <ul className="held-breaks">
        {held.breaks.map((each) => (
          <li key={`${each.who} ${each.dependency}`}>
            <code className="mono">{each.who}</code> <span className="soft">{heldWords(each)}</span>
          </li>
        ))}
        {held.total > held.breaks.length && <li className="soft">… and {held.total - held.breaks.length} more</li>}
      </ul>
      <div className="offer-actions">
        <Button pending={pending} disabledReason={refusal} tip="It comes into the next generation, and a generation is never taken back" onClick={() => release(detail.source, false)}>
          Publish anyway
        </Button>
        <Button
          pending={pending}
          disabledReason={refusal ?? (held.canKeepOld ? null : 'The old packages have the names of the new ones, so that both cannot be kept.')}
          onClick={() => release(detail.source, true)}
        >
          Keep the old beside it
        </Button>
      </div>
    </section>
  );
}
