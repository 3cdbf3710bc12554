import { useState, type ReactNode } from 'react';

import { usePanels } from '#renderer/state/panels.ts';
import { deleteView, openView, refusalOfName, renameView, saveView, useSavedViews, type SavedView } from '#renderer/state/saved-views.ts';
import { Button, IconButton } from '#renderer/ui/button.tsx';
import { ModalDialog } from '#renderer/ui/dialog.tsx';
import { Icon } from '#renderer/ui/icons.tsx';

const close = (): void => usePanels.setState({ form: null });

function SaveForm(): ReactNode {
  const views = useSavedViews((state) => state.views);
  const [name, setName] = useState('');
  const refusal = refusalOfName(name, views);
  return (
    <form
      className="name-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (refusal !== null) return;
        saveView(name);
        close();
      }}
    >
      <label className="field">
        <span>Its screen, view, filter, order and columns are kept on this machine. To share it, send the address of the window.</span>
        <input className="input" autoFocus maxLength={60} value={name} placeholder="Name of the view" onChange={(event) => setName(event.target.value)} />
      </label>
      {refusal === null || name.trim() === '' ? null : <p role="alert">{refusal}</p>}
      <div className="dialog-actions">
        <Button kind="quiet" onClick={close}>
          Cancel
        </Button>
        <Button type="submit" kind="primary" disabledReason={refusal}>
          Save
        </Button>
      </div>
    </form>
  );
}

function ViewRow({ view }: { readonly view: SavedView }): ReactNode {
  const views = useSavedViews((state) => state.views);
  const [name, setName] = useState(view.name);
  const changed = name.trim() !== view.name;
  const refusal = changed ? refusalOfName(name, views, view.name) : null;
  return (
    <li>
      <form
        className="view-row"
        onSubmit={(event) => {
          event.preventDefault();
          if (changed && refusal === null) renameView(view.name, name);
        }}
      >
        <input className="input" aria-label={`Name of the view ${view.name}`} maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
        {changed ? (
          <Button type="submit" disabledReason={refusal}>
            Rename
          </Button>
        ) : (
          <Button
            kind="quiet"
            onClick={() => {
              openView(view);
              close();
            }}
          >
            Open
          </Button>
        )}
        <IconButton label={`Delete the view ${view.name}`} onClick={() => deleteView(view.name)}>
          <Icon name="close" />
        </IconButton>
      </form>
    </li>
  );
}

function ViewList(): ReactNode {
  const views = useSavedViews((state) => state.views);
  if (views.length === 0) return <p className="soft">No view is saved yet. Filter and sort as you like, then save it with S.</p>;
  return (
    <ul className="view-list" aria-label="Saved views">
      {views.map((view) => (
        <ViewRow key={view.name} view={view} />
      ))}
    </ul>
  );
}

/** What the places are called that a person keeps. */
export function ViewDialogs(): ReactNode {
  const form = usePanels((panels) => panels.form);
  return (
    <>
      <ModalDialog open={form === 'save-view'} onClose={close} title="Save this view">
        <SaveForm />
      </ModalDialog>
      <ModalDialog open={form === 'views'} onClose={close} title="Saved views">
        <ViewList />
      </ModalDialog>
    </>
  );
}
