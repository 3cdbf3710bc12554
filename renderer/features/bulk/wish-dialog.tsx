import { useEffect, useState, type ReactNode } from 'react';

import type { BulkAction, BulkOutcome } from '#shared/contract/schemas/bulk.ts';
import { runWish, useBulk, type AskedWish } from '#renderer/state/bulk.ts';
import { useConnection } from '#renderer/state/connection.ts';
import { useIsPending } from '#renderer/state/perform.ts';
import { useTriage } from '#renderer/state/triage.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Kbd } from '#renderer/ui/chip.tsx';
import { ModalDialog } from '#renderer/ui/dialog.tsx';
import { formatCount, plural } from '#renderer/ui/format.ts';
import { problemOf } from '#shared/vocabulary/problem.ts';

import { WishForm } from './wish-form.tsx';

const TITLES: Readonly<Record<BulkAction['kind'], (what: string) => string>> = {
  rebuild: (what) => `Rebuild ${what}`,
  'rebuild-elsewhere': (what) => `Rebuild ${what} on another builder`,
  cancel: (what) => `Cancel ${what}`,
  'apply-fix': (what) => `Rebuild ${what} with a port fix`,
  'remove-fix': (what) => `Take a port fix off ${what}`,
  'leave-out': (what) => `Leave out ${what}`,
  'bring-back': (what) => `Bring back ${what}`,
  'give-verdict': (what) => `Verdict on ${what}`,
  'withdraw-verdict': (what) => `Withdraw the verdict on ${what}`,
  'set-owner': (what) => `Hand over ${what}`,
};
/** What the button says, before the number of packages. */
const VERBS: Readonly<Record<BulkAction['kind'], string>> = {
  rebuild: 'Rebuild',
  'rebuild-elsewhere': 'Rebuild',
  cancel: 'Cancel',
  'apply-fix': 'Apply and rebuild',
  'remove-fix': 'Take it off',
  'leave-out': 'Leave out',
  'bring-back': 'Bring back',
  'give-verdict': 'Give it to',
  'withdraw-verdict': 'Withdraw it from',
  'set-owner': 'Hand over',
};
const SHOWN = 200;
/** Typing waits so long for its preview. */
const PAUSE_MS = 120;

/** What the core says that an action would do; null while it is asked, or while the action is not whole. */
function usePreview({ sources }: AskedWish, action: BulkAction | null): { readonly outcome: BulkOutcome | null; readonly problem: string | null } {
  const [answer, setAnswer] = useState<{ readonly outcome: BulkOutcome | null; readonly problem: string | null }>({ outcome: null, problem: null });
  useEffect(() => {
    const { client } = useConnection.getState();
    if (action === null || client === null) return;
    let gone = false;
    const timer = window.setTimeout(() => {
      client.call('bulk.preview', { sources: [...sources], action }).then(
        (outcome) => (gone ? undefined : setAnswer({ outcome, problem: null })),
        (thrown: unknown) => (gone ? undefined : setAnswer({ outcome: null, problem: problemOf(thrown).message })),
      );
    }, PAUSE_MS);
    return () => {
      gone = true;
      window.clearTimeout(timer);
    };
  }, [sources, action]);
  return answer;
}

/** Packages that fare alike stand together, with how many they are. */
function groupsOf(rows: readonly { readonly source: string; readonly words: string }[]): readonly { readonly words: string; readonly sources: readonly string[] }[] {
  const groups = new Map<string, string[]>();
  for (const { source, words } of rows) groups.set(words, [...(groups.get(words) ?? []), source]);
  return [...groups].map(([words, sources]) => ({ words, sources }));
}

function Group({ words, sources, skipped }: { readonly words: string; readonly sources: readonly string[]; readonly skipped: boolean }): ReactNode {
  return (
    <li className={skipped ? 'wish-skip' : undefined}>
      <p>
        {sources.length === 1 ? <strong>{sources[0]}</strong> : <strong>{plural(sources.length, 'package')}</strong>} {skipped ? 'passed over: ' : sources.length === 1 ? '' : '· each '}
        {words}
      </p>
      {sources.length === 1 ? null : (
        <p className="soft">
          {sources.slice(0, SHOWN).join(', ')}
          {sources.length > SHOWN ? ` and ${formatCount(sources.length - SHOWN)} more` : ''}
        </p>
      )}
    </li>
  );
}

function Outcome({ outcome }: { readonly outcome: BulkOutcome }): ReactNode {
  return (
    <ul className="wish-outcome" tabIndex={0} aria-label="What it will do">
      {groupsOf(outcome.does.map(({ source, what }) => ({ source, words: what }))).map(({ words, sources }) => (
        <Group key={words} words={words} sources={sources} skipped={false} />
      ))}
      {groupsOf(outcome.skips.map(({ source, why }) => ({ source, words: why }))).map(({ words, sources }) => (
        <Group key={words} words={words} sources={sources} skipped />
      ))}
    </ul>
  );
}

function Content({ asked, close }: { readonly asked: AskedWish; readonly close: () => void }): ReactNode {
  const [action, setAction] = useState<BulkAction | null>(null);
  const { outcome, problem } = usePreview(asked, action);
  const pending = useIsPending(`bulk:${asked.kind}`);
  const nothing = outcome !== null && outcome.does.length === 0;
  const refusal = action === null ? 'Something is still to be filled in.' : nothing ? 'It would do nothing.' : null;
  const confirm = (): void => {
    if (action === null || refusal !== null) return;
    void runWish({ sources: [...asked.sources], action }).then((done) => {
      if (!done) return;
      close();
      useTriage.setState({ marked: new Set() });
    });
  };
  return (
    <form
      className="wish"
      onSubmit={(event) => {
        event.preventDefault();
        confirm();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          confirm();
        }
      }}
    >
      <WishForm asked={asked} onAction={setAction} />
      {problem === null ? null : <p role="alert">{problem}</p>}
      {outcome === null ? <p className="faint wish-outcome" role="status">{action === null ? 'What it will do is shown here.' : 'Looking what it will do…'}</p> : <Outcome outcome={outcome} />}
      <div className="dialog-actions">
        <span className="faint wish-keys">
          <Kbd>Ctrl Enter</Kbd> does it
        </span>
        <Button kind="quiet" onClick={close}>
          Cancel
        </Button>
        <Button type="submit" kind="primary" pending={pending} disabledReason={refusal}>
          {VERBS[asked.kind]} {outcome === null || nothing ? '' : formatCount(outcome.does.length)}
        </Button>
      </div>
    </form>
  );
}

/** The wish that stands open, over every screen. */
export function WishDialog(): ReactNode {
  const asked = useBulk((state) => state.asked);
  const close = (): void => useBulk.setState({ asked: null });
  const what = asked === null ? '' : asked.sources.length === 1 ? (asked.sources[0] ?? '') : plural(asked.sources.length, 'package');
  return (
    <ModalDialog open={asked !== null} onClose={close} title={asked === null ? '' : TITLES[asked.kind](what)}>
      {asked === null ? null : <Content key={`${asked.kind} ${asked.sources.join(' ')}`} asked={asked} close={close} />}
    </ModalDialog>
  );
}
