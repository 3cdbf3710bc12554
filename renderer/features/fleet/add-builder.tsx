import { useState, type ReactNode } from 'react';

import type { NewBuilder } from '#shared/contract/schemas/fleet.ts';
import { usePanels } from '#renderer/state/panels.ts';
import { perform, useIsPending } from '#renderer/state/perform.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ModalDialog } from '#renderer/ui/dialog.tsx';

interface Draft {
  readonly name: string;
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly keyFile: string;
  readonly slots: string;
  readonly pool: string;
}

const FIELDS: readonly { readonly id: keyof Draft; readonly words: string; readonly hint: string; readonly required: boolean }[] = [
  { id: 'name', words: 'Name', hint: 'zbuild01', required: true },
  { id: 'host', words: 'Host', hint: 'zbuild01.example.org', required: true },
  { id: 'port', words: 'SSH port', hint: '22', required: true },
  { id: 'user', words: 'User', hint: 'builder', required: true },
  { id: 'keyFile', words: 'Key file, on the machine that runs Portolan', hint: '~/.ssh/id_ed25519', required: true },
  { id: 'slots', words: 'Slots: builds at the same time', hint: '2', required: true },
  { id: 'pool', words: 'Pool: the LPAR or z/VM system it shares (optional)', hint: '', required: false },
];
const EMPTY: Draft = { name: '', host: '', port: '22', user: 'builder', keyFile: '~/.ssh/id_ed25519', slots: '2', pool: '' };

/** What is wrong with a draft, by field; empty when it can be sent. The core checks it again. */
export function problemsOf(draft: Draft): Partial<Record<keyof Draft, string>> {
  const problems: Partial<Record<keyof Draft, string>> = {};
  for (const { id, required } of FIELDS) if (required && draft[id].trim() === '') problems[id] = 'is needed';
  if (draft.name !== '' && !/^[a-z0-9][a-z0-9-]{0,63}$/.test(draft.name)) problems.name = 'takes lower case letters, digits and dashes';
  const port = Number(draft.port);
  if (draft.port !== '' && !(Number.isInteger(port) && port >= 1 && port <= 65535)) problems.port = 'is a number from 1 to 65535';
  const slots = Number(draft.slots);
  if (draft.slots !== '' && !(Number.isInteger(slots) && slots >= 1 && slots <= 256)) problems.slots = 'is a number from 1 to 256';
  return problems;
}

function builderOf(draft: Draft): NewBuilder {
  const pool = draft.pool.trim();
  return { name: draft.name, host: draft.host.trim(), port: Number(draft.port), user: draft.user.trim(), keyFile: draft.keyFile.trim(), slots: Number(draft.slots), ...(pool === '' ? {} : { pool }) };
}

/** The form that puts a machine into the fleet. Its host key is asked about afterwards, on its card. */
export function AddBuilder(): ReactNode {
  const open = usePanels((panels) => panels.form === 'add-builder');
  const pending = useIsPending('add-builder');
  const [draft, setDraft] = useState(EMPTY);
  const [tried, setTried] = useState(false);
  const problems = problemsOf(draft);
  const close = (): void => {
    usePanels.setState({ form: null });
    setTried(false);
  };
  return (
    <ModalDialog open={open} onClose={close} title="Add a builder">
      <form
        className="add-builder"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (Object.keys(problems).length > 0) return;
          void perform('add-builder', async (client) => {
            await client.call('fleet.add', builderOf(draft));
            return { message: `${draft.name} is part of the fleet; its host key is looked at now.` };
          }).then((done) => {
            if (!done) return;
            setDraft(EMPTY);
            close();
          });
        }}
      >
        {FIELDS.map(({ id, words, hint }) => (
          <label key={id} className="field" data-wide={id === 'keyFile' || id === 'pool' || undefined}>
            <span>
              {words}
              {tried && problems[id] !== undefined ? <em className="field-problem"> {problems[id]}</em> : null}
            </span>
            <input
              className="input"
              value={draft[id]}
              placeholder={hint}
              spellCheck={false}
              autoComplete="off"
              aria-invalid={(tried && problems[id] !== undefined) || undefined}
              onChange={(event) => setDraft({ ...draft, [id]: event.target.value })}
            />
          </label>
        ))}
        <div className="dialog-actions">
          <Button kind="quiet" onClick={close}>
            Close
          </Button>
          <Button type="submit" kind="primary" pending={pending}>
            Add builder
          </Button>
        </div>
      </form>
    </ModalDialog>
  );
}
