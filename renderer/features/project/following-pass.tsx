import type { ReactNode } from 'react';

import type { Client } from '#shared/contract/client.ts';
import { refusalToCommand, useConnection } from '#renderer/state/connection.ts';
import { perform, useIsPending } from '#renderer/state/perform.ts';
import { Button } from '#renderer/ui/button.tsx';

import { useAsked } from './use-asked.ts';

const askForPass = (client: Client) => client.call('passes.preview', {});

/** What the pass that follows would do, and the button that opens it; and the way back from the one that was opened last. */
export function FollowingPass(): ReactNode {
  const asked = useAsked(askForPass);
  const preview = asked?.next ?? null;
  const back = asked?.withdrawable ?? null;
  const refusal = useConnection(refusalToCommand);
  const pending = useIsPending('open-pass');
  if (preview === null && back === null) return null;
  if (preview === null) return <TakeBack pass={back} />;
  const { pass } = preview;
  const open = (): void => {
    void perform('open-pass', async (client) => {
      await client.call('passes.open', { pass });
      return { message: `Pass ${pass} is open. “Build all” begins it.`, action: { title: 'Undo', run: () => takeBack(pass) } };
    });
  };
  return (
    <>
      <TakeBack pass={back} />
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
    </>
  );
}

function takeBack(pass: number): void {
  void perform('take-pass-back', async (client) => {
    await client.call('passes.withdraw', { pass });
    return { message: `Pass ${pass} is taken back; pass ${pass - 1} goes on where it was.` };
  });
}

/** The way back from a pass that was opened, as long as nothing was done in it. */
function TakeBack({ pass }: { readonly pass: number | null }): ReactNode {
  const refusal = useConnection(refusalToCommand);
  const pending = useIsPending('take-pass-back');
  if (pass === null) return null;
  return (
    <div className="project-pass" role="group" aria-label={`Take pass ${pass} back`}>
      <p className="soft">Nothing was asked for or done in pass {pass} yet.</p>
      <div>
        <Button pending={pending} disabledReason={refusal} onClick={() => takeBack(pass)}>
          Take pass {pass} back
        </Button>
      </div>
    </div>
  );
}
