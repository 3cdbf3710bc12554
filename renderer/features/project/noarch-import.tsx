import type { ReactNode } from 'react';

import type { Client } from '#shared/contract/client.ts';
import { refusalToCommand, useConnection } from '#renderer/state/connection.ts';
import { perform, useIsPending } from '#renderer/state/perform.ts';
import { Button } from '#renderer/ui/button.tsx';
import { plural } from '#renderer/ui/format.ts';

import { useAsked } from './use-asked.ts';

const askForImports = (client: Client) => client.call('passes.imports', {});

/** Takes what is noarch ready-made, in a pass that does. */
export function NoarchImport(): ReactNode {
  const imports = useAsked(askForImports);
  const refusal = useConnection(refusalToCommand);
  const pending = useIsPending('import-noarch');
  if (imports === null || imports.wanted.length === 0) return null;
  const begin = (): void => {
    void perform('import-noarch', async (client) => {
      await client.call('passes.import', {});
      return { message: 'Noarch packages are taken from the reference.' };
    });
  };
  return (
    <div className="project-pass" role="group" aria-label="Import">
      <p>{plural(imports.wanted.length, 'noarch package')} of this pass can be taken ready-made from the reference, where it has the same version.</p>
      <div>
        <Button pending={pending} disabledReason={refusal} onClick={begin}>
          Import noarch packages
        </Button>
      </div>
    </div>
  );
}
