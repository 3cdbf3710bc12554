import { useState, type ReactNode } from 'react';

import { usePanels } from '#renderer/state/panels.ts';
import { setPersonName, usePerson } from '#renderer/state/person.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ModalDialog } from '#renderer/ui/dialog.tsx';

function Content({ close }: { readonly close: () => void }): ReactNode {
  const [name, setName] = useState(usePerson.getState().name);
  return (
    <form
      className="wish"
      onSubmit={(event) => {
        event.preventDefault();
        setPersonName(name);
        close();
      }}
    >
      <label className="field">
        <span>How the others know you. It stands at what you take on and at the verdicts that you give; “owner:me” finds it.</span>
        <input className="input" autoFocus required maxLength={64} value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      <div className="dialog-actions">
        <Button kind="quiet" onClick={close}>
          Cancel
        </Button>
        <Button type="submit" kind="primary" disabledReason={name.trim() === '' ? 'Give a name.' : null}>
          That is me
        </Button>
      </div>
    </form>
  );
}

/** Asks once who sits at this window; it is kept on this machine. */
export function PersonDialog(): ReactNode {
  const open = usePanels((panels) => panels.form === 'person');
  const close = (): void => usePanels.setState({ form: null });
  return (
    <ModalDialog open={open} onClose={close} title="Who are you?">
      {open ? <Content close={close} /> : null}
    </ModalDialog>
  );
}
