import type { ReactNode } from 'react';

import type { PackageDetail } from '#shared/contract/schemas/package.ts';
import { CommandButton } from '#renderer/state/command-button.tsx';
import { useCommand } from '#renderer/state/commands/use-command.ts';
import { useConnection } from '#renderer/state/connection.ts';
import { go, usePlace } from '#renderer/state/location.ts';
import { useDetail } from '#renderer/state/stores.ts';
import { IconButton } from '#renderer/ui/button.tsx';
import { StateChip } from '#renderer/ui/chip.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import { ActionMenu, type MenuEntry } from '#renderer/ui/menu.tsx';

import { AttemptList } from './attempt-list.tsx';
import { DepthSection } from './depth-section.tsx';
import { FailureSection } from './failure-section.tsx';
import { FaultPaths } from './fault-paths.tsx';
import { FixForm } from './fix-form.tsx';
import { FixList } from './fix-list.tsx';
import { HeldSection } from './held-section.tsx';
import { HoldsUp } from './holds-up.tsx';
import { KnownOfTarget } from './known-of-target.tsx';
import { LeaveOutForm } from './leave-out-form.tsx';
import { NeedsList } from './needs-list.tsx';
import { SuspectsSection } from './suspects-section.tsx';
import { VerdictSection } from './verdict-section.tsx';

function useEntries(ids: readonly string[]): readonly MenuEntry[] {
  const used = [useCommand('rebuild-dependents'), useCommand('cancel'), useCommand('leave-out'), useCommand('bring-back'), useCommand('open-log'), useCommand('view-neighbours'), useCommand('copy-why')];
  return used
    .filter(({ command }) => ids.includes(command.id))
    .map(({ command, keyWords, disabledReason, run }) => ({ id: command.id, title: command.title, key: keyWords, disabledReason, run }));
}

/** What one can do with the package: what fits its state as buttons, all else in the menu. */
function Actions({ detail }: { readonly detail: PackageDetail }): ReactNode {
  const entries = useEntries(['rebuild-dependents', 'cancel', 'leave-out', 'bring-back', 'open-log', 'view-neighbours', 'copy-why']);
  const { can } = detail;
  return (
    <div className="drawer-actions">
      {can.bringBack ? <CommandButton id="bring-back" kind="primary" /> : null}
      {can.cancel ? <CommandButton id="cancel" title={detail.state === 'building' ? undefined : 'Take out of the queue'} /> : null}
      {can.rebuild ? <CommandButton id="rebuild" kind={detail.suggestions.length > 0 ? 'plain' : 'primary'} /> : can.bringBack || can.cancel ? null : <CommandButton id="build" kind="primary" />}
      {can.rebuild ? (
        <CommandButton id="rebuild-dependents" title="Rebuild with dependents">
          + dependents
        </CommandButton>
      ) : null}
      {can.leaveOut ? <CommandButton id="leave-out" /> : null}
      <ActionMenu
        trigger={
          <IconButton label="More actions" kind="plain" tip={null}>
            <Icon name="more" />
          </IconButton>
        }
        entries={entries}
      />
    </div>
  );
}

function Body({ detail }: { readonly detail: PackageDetail }): ReactNode {
  return (
    <>
      <p className="drawer-why">
        <StateChip state={detail.state} provisional={detail.provisional} /> <span className="soft">{detail.why}</span>
      </p>
      {detail.leftOut === null || detail.why.includes(detail.leftOut.reason) ? null : <blockquote className="drawer-reason">{detail.leftOut.reason}</blockquote>}
      <Actions detail={detail} />
      <LeaveOutForm source={detail.source} />
      <FixForm detail={detail} />
      <HeldSection detail={detail} />
      <FailureSection detail={detail} />
      <KnownOfTarget detail={detail} />
      <VerdictSection detail={detail} />
      <SuspectsSection detail={detail} />
      <FaultPaths detail={detail} />
      <HoldsUp detail={detail} />
      <FixList detail={detail} />
      <NeedsList detail={detail} />
      <DepthSection detail={detail} />
      <AttemptList detail={detail} />
      {detail.binaries.length === 0 ? null : (
        <section className="drawer-section">
          <h3>Builds {detail.binaries.length}</h3>
          <p className="mono soft drawer-binaries">{detail.binaries.join('  ')}</p>
        </section>
      )}
    </>
  );
}

/** The selected package, beside every screen. */
export function PackageDrawer(): ReactNode {
  const select = usePlace((place) => place.select);
  const { source, detail, problem } = useDetail();
  const connected = useConnection((state) => state.status === 'open');
  if (select === null) return null;
  const shown = source === select ? detail : null;
  return (
    <div className="drawer">
      <header className="drawer-head">
        <div>
          <h2>{select}</h2>
          <p className="mono soft">
            {shown === null ? ' ' : shown.evr}
            {shown === null || shown.component === null || shown.component.size < 2 ? null : <span title="It needs itself, through others"> · in a cycle of {shown.component.size.toLocaleString('en')}</span>}
          </p>
          {shown === null || shown.summary === '' ? null : <p className="faint drawer-summary">{shown.summary}</p>}
        </div>
        <IconButton label="Close the package" onClick={() => go({ select: null })}>
          <Icon name="close" />
        </IconButton>
      </header>
      {source === select && problem !== null ? <p role="alert">{problem.message}</p> : null}
      {shown === null ? problem === null || source !== select ? <p className="faint">{connected ? 'Loading…' : 'Not connected to the core.'}</p> : null : <Body key={shown.source} detail={shown} />}
    </div>
  );
}
