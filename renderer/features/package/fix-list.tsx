import type { ReactNode } from 'react';

import type { PackageDetail } from '#shared/contract/schemas/package.ts';
import { fixWords } from '#shared/port/fix-words.ts';
import { removeFix } from '#renderer/state/commands/package-commands.ts';
import { refusalToCommand, useConnection } from '#renderer/state/connection.ts';
import { useIsPending } from '#renderer/state/perform.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Badge } from '#renderer/ui/chip.tsx';

/** The port fixes that are on the package now. */
export function FixList({ detail }: { readonly detail: PackageDetail }): ReactNode {
  const refusal = useConnection(refusalToCommand);
  const pending = useIsPending(`remove-fix:${detail.source}`);
  if (detail.fixes.length === 0) return null;
  return (
    <section className="drawer-section" aria-label="Port fixes">
      <h3>Port fixes</h3>
      <ul className="rows">
        {detail.fixes.map((fix) => (
          <li key={fixWords(fix.change)} className="fix">
            <code className="mono">{fixWords(fix.change)}</code>
            {fix.debt ? <Badge title="It must go again.">DEBT</Badge> : null}
            <span className="spacer" />
            <Button kind="quiet" pending={pending} disabledReason={refusal} onClick={() => void removeFix(detail.source, fix)}>
              Remove
            </Button>
            <p className="soft">
              {fix.reason}
              {fix.owner === undefined ? '' : ` · ${fix.owner}`}
              {fix.since === undefined ? '' : ` · since ${fix.since}`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
