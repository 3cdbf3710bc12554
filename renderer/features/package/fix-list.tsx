import type { ReactNode } from 'react';

import type { PackageDetail } from '#shared/contract/schemas/package.ts';
import type { PortFix } from '#shared/contract/schemas/port-fix.ts';
import { sameThing } from '#shared/port/fix.ts';
import { fixWords } from '#shared/port/fix-words.ts';
import { CommandButton } from '#renderer/state/command-button.tsx';
import { tryWithout } from '#renderer/state/commands/fix-commands.ts';
import { removeFix } from '#renderer/state/commands/package-commands.ts';
import { refusalToCommand, useConnection } from '#renderer/state/connection.ts';
import { openFixForm } from '#renderer/state/fix-form/fix-editing.ts';
import { useIsPending } from '#renderer/state/perform.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Badge } from '#renderer/ui/chip.tsx';

import { TrialWords } from './trial-words.tsx';

function Fix({ detail, fix }: { readonly detail: PackageDetail; readonly fix: PortFix }): ReactNode {
  const { source } = detail;
  const words = fixWords(fix.change);
  const refusal = useConnection(refusalToCommand);
  const removing = useIsPending(`remove-fix:${source}`);
  const trying = useIsPending(`try-without:${source}:${words}`);
  const trial = detail.attempts.toSorted((a, b) => b.number - a.number).find(({ purpose }) => purpose?.without != null && purpose.until === null && sameThing(purpose.without, fix.change));
  return (
    <li className="fix">
      <code className="mono">{words}</code>
      {fix.debt ? <Badge title="It must go again; until then what is built with it is provisional.">DEBT</Badge> : null}
      <p className="soft">
        {fix.reason}
        {fix.owner === undefined ? '' : ` · ${fix.owner}`}
        {fix.since === undefined ? '' : ` · since ${fix.since}`}
      </p>
      {trial === undefined ? null : (
        <p className="soft fix-trial">
          Without it: <TrialWords attempt={trial} good="it builds, so this could go" bad="it fails" />
        </p>
      )}
      <div className="fix-actions">
        <Button kind="quiet" disabledReason={refusal} onClick={() => openFixForm(source, fix, true)}>
          Edit…
        </Button>
        <Button kind="quiet" pending={trying} disabledReason={refusal} tip="A scratch build: nothing of it lands" onClick={() => void tryWithout(source, fix.change)}>
          Try without it
        </Button>
        <Button kind="quiet" pending={removing} disabledReason={refusal} onClick={() => void removeFix(source, fix)}>
          Remove
        </Button>
      </div>
    </li>
  );
}

/** The port fixes that are on the package now, and the way to one more. */
export function FixList({ detail }: { readonly detail: PackageDetail }): ReactNode {
  return (
    <section className="drawer-section" aria-label="Port fixes">
      <h3>Port fixes</h3>
      {detail.fixes.length === 0 ? <p className="faint">None: it is built as its spec says.</p> : null}
      <ul className="rows">
        {detail.fixes.map((fix) => (
          <Fix key={fixWords(fix.change)} detail={detail} fix={fix} />
        ))}
      </ul>
      {(detail.scratchWaiting ?? []).map((words) => (
        <p key={words} className="faint">
          ◔ A scratch build waits for a free slot: {words}
        </p>
      ))}
      <div className="offer-actions">
        <CommandButton id="add-fix" kind="quiet" />
      </div>
    </section>
  );
}
