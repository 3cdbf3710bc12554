import { useState, type ReactNode } from 'react';

import { leaveOut } from '#renderer/state/commands/package-commands.ts';
import { usePanels } from '#renderer/state/panels.ts';
import { useIsPending } from '#renderer/state/perform.ts';
import { Button } from '#renderer/ui/button.tsx';

/** Asks for the reason, in the drawer itself. */
export function LeaveOutForm({ source }: { readonly source: string }): ReactNode {
  const open = usePanels((panels) => panels.form === 'leave-out');
  const pending = useIsPending(`leave-out:${source}`);
  const [reason, setReason] = useState('');
  if (!open) return null;
  const close = (): void => {
    usePanels.setState({ form: null });
    setReason('');
  };
  return (
    <form
      className="leave-out"
      aria-label={`Leave ${source} out`}
      onSubmit={(event) => {
        event.preventDefault();
        void leaveOut(source, reason.trim()).then((done) => (done ? close() : undefined));
      }}
    >
      <label className="field">
        <span>Reason for leaving it out</span>
        <textarea
          className="input"
          autoFocus
          required
          maxLength={2000}
          value={reason}
          placeholder="As the team will read it in the report"
          onChange={(event) => setReason(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              event.stopPropagation();
              close();
            }
          }}
        />
      </label>
      <div className="offer-actions">
        <Button type="submit" kind="primary" pending={pending} disabledReason={reason.trim() === '' ? 'Give a reason first.' : null}>
          Leave out
        </Button>
        <Button kind="quiet" onClick={close}>
          Keep it
        </Button>
      </div>
    </form>
  );
}
