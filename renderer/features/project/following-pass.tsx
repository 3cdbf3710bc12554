import { useEffect, useState, type ReactNode } from 'react';

import type { PassPreview } from '#shared/contract/schemas/passes.ts';
import { refusalToCommand, useConnection } from '#renderer/state/connection.ts';
import { perform, useIsPending } from '#renderer/state/perform.ts';
import { usePort } from '#renderer/state/port.ts';
import { Button } from '#renderer/ui/button.tsx';

/** Milliseconds within which changes of the port become one question. */
const GATHER = 250;

/** What the core says that the following pass would do, asked anew after each change of the port; null where there is none, or it is not known yet. */
function usePassPreview(): PassPreview | null {
  const client = useConnection((state) => state.client);
  const version = usePort((state) => state.version);
  const [preview, setPreview] = useState<PassPreview | null>(null);
  useEffect(() => {
    if (client === null) return undefined;
    let current = true;
    const timer = window.setTimeout(() => {
      client.call('passes.preview', {}).then(
        ({ next }) => (current ? setPreview(next) : undefined),
        () => undefined,
      );
    }, GATHER);
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [client, version]);
  return preview;
}

/** What the pass that follows would do, and the button that opens it. */
export function FollowingPass(): ReactNode {
  const preview = usePassPreview();
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
