import type { ReactNode } from 'react';

import type { Client } from '#shared/contract/client.ts';
import { refusalToCommand, useConnection } from '#renderer/state/connection.ts';
import { perform, useIsPending } from '#renderer/state/perform.ts';
import { Button } from '#renderer/ui/button.tsx';

import { useAsked } from './use-asked.ts';

const askForPass = (client: Client) => client.call('passes.preview', {});

/** What the pass that follows would do, and the button that opens it. */
export function FollowingPass(): ReactNode {
  const preview = useAsked(askForPass)?.next ?? null;
  const refusal = useConnection(refusalToCommand);
  const pending = useIsPending('open-pass');
  if (preview === null) return null;
  const { pass } = preview;
  const open = (): void => {
    void perform('open-pass', async (client) => {
      await client.call('passes.open', { pass });
      return { message: `Pass ${pass} is open. “Build all” begins it.` };
    });
  };
  return (
    <div className="project-pass" role="group" aria-label={`Pass ${pass}`}>
      <ul>
        {preview.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <div>
        <Button pending={pending} disabledReason={refusal ?? preview.refusal} onClick={open}>
          Open pass {pass}
        </Button>
        {preview.refusal === null ? null : <p className="soft">{preview.refusal}</p>}
      </div>
    </div>
  );
}
