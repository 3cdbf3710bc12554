import { Menu } from '@base-ui/react/menu';
import { useEffect, useState, type ReactElement, type ReactNode } from 'react';

import type { LogRival } from '#shared/contract/schemas/log-view.ts';
import { problemOf } from '#shared/vocabulary/problem.ts';
import { openClient } from '#renderer/state/connection.ts';
import { go } from '#renderer/state/location.ts';
import { ATTEMPT_GLYPHS, sayAttemptState } from '#renderer/ui/attempt-words.ts';
import { formatAgo, formatBytes } from '#renderer/ui/format.ts';
import { useNow } from '#renderer/ui/use-now.ts';

const WHY: Readonly<Record<LogRival['why'], string>> = { 'last-good': 'last good one', earlier: 'earlier', later: 'later', 'same-signature': 'failed the same way' };

function Rival({ rival, now, chosen, onChoose }: { readonly rival: LogRival; readonly now: number; readonly chosen: boolean; readonly onChoose: () => void }): ReactNode {
  const { attempt, why } = rival;
  return (
    <Menu.Item className="menu-item rival" aria-current={chosen || undefined} onClick={onChoose}>
      <span className="glyph" aria-hidden="true" data-attempt={attempt.state}>
        {ATTEMPT_GLYPHS[attempt.state]}
      </span>
      <span>
        <strong>
          {attempt.source} · {attempt.number}
        </strong>{' '}
        {sayAttemptState(attempt)}
        <small>
          {WHY[why]} · pass {attempt.pass} · {attempt.builder ?? 'no builder'} · {attempt.endedAt === null ? 'under way' : formatAgo(attempt.endedAt, now)} · {formatBytes(attempt.logBytes)}
        </small>
      </span>
    </Menu.Item>
  );
}

/** The attempts whose logs one can be compared with, the most telling first. */
export function RivalMenu({ attempt, chosen, open, trigger, onOpen }: { readonly attempt: string; readonly chosen: string | null; readonly open: boolean; readonly trigger: ReactElement<Record<string, unknown>>; readonly onOpen: (open: boolean) => void }): ReactNode {
  const [rivals, setRivals] = useState<readonly LogRival[] | string | null>(null);
  const now = useNow();
  useEffect(() => {
    if (!open) return;
    let left = false;
    const look = async (): Promise<readonly LogRival[] | string> => {
      try {
        return await openClient().call('log.rivals', { attempt });
      } catch (thrown) {
        return problemOf(thrown).message;
      }
    };
    void look().then((found) => {
      if (!left) setRivals(found);
    });
    return () => {
      left = true;
    };
  }, [open, attempt]);
  return (
    <Menu.Root open={open} onOpenChange={onOpen}>
      <Menu.Trigger render={trigger} />
      <Menu.Portal>
        <Menu.Positioner className="positioner" sideOffset={4} align="end">
          <Menu.Popup className="popup rivals" aria-label="Compare with">
            {rivals === null ? <p className="rival-note">Looking for other attempts…</p> : null}
            {typeof rivals === 'string' ? <p className="rival-note">{rivals}</p> : null}
            {typeof rivals === 'object' && rivals?.length === 0 ? <p className="rival-note">There is no other log to compare with yet. Every further attempt of this package will stand here.</p> : null}
            {typeof rivals === 'object'
              ? rivals?.map((rival) => <Rival key={rival.attempt.id} rival={rival} now={now} chosen={rival.attempt.id === chosen} onChoose={() => go({ compare: rival.attempt.id })} />)
              : null}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
