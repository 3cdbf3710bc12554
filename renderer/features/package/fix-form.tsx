import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';

import type { PackageDetail } from '#shared/contract/schemas/package.ts';
import { sameThing, withFix, withoutFix } from '#shared/port/fix.ts';
import { applyFix, checkPatches } from '#renderer/state/commands/fix-commands.ts';
import { refusalToCommand, useConnection } from '#renderer/state/connection.ts';
import { closeFixForm, useFixEditing, type FixEditing } from '#renderer/state/fix-form/fix-editing.ts';
import { draftOf, emptyDraft, fixOf } from '#renderer/state/fix-form/fix-draft.ts';
import { FixFields } from '#renderer/state/fix-form/fix-fields.tsx';
import { useFixPreview } from '#renderer/state/fix-form/use-fix-preview.ts';
import { useIsPending } from '#renderer/state/perform.ts';
import { setPersonName, usePerson } from '#renderer/state/person.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CommandDiff } from '#renderer/ui/command-diff.tsx';

import { TrialWords } from './trial-words.tsx';

/** The form of a port fix, in the drawer: what it is, why, and what a builder would run with it, before it is applied. */
export function FixForm({ detail }: { readonly detail: PackageDetail }): ReactNode {
  const editing = useFixEditing((state) => state.editing);
  return editing === null || editing.source !== detail.source ? null : <Form key={JSON.stringify(editing)} detail={detail} editing={editing} />;
}

function Form({ detail, editing }: { readonly detail: PackageDetail; readonly editing: FixEditing }): ReactNode {
  const { source } = detail;
  const person = usePerson((state) => state.name);
  const [draft, setDraft] = useState(() => (editing.initial === null ? emptyDraft(person) : draftOf(editing.initial, person)));
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // It may have been asked for from the end of the drawer, which alone is to scroll.
    const drawer = form.current?.closest('.drawer');
    if (form.current !== null && drawer instanceof HTMLElement) drawer.scrollTop += form.current.getBoundingClientRect().top - drawer.getBoundingClientRect().top - 16;
    form.current?.querySelector<HTMLElement>('select:enabled, input:enabled, textarea')?.focus({ preventScroll: true });
  }, []);
  const [checked, setChecked] = useState<string | null>(null);
  const replaced = editing.known ? editing.initial : null;
  const verdict = useMemo(() => fixOf(draft), [draft]);
  const fixes = useMemo(() => {
    // What is not yet said is no reason not to show what would run.
    const shown = verdict.ok ? verdict : fixOf({ ...draft, reason: draft.reason.trim() === '' ? '–' : draft.reason });
    if (!shown.ok) return null;
    const { fix } = shown;
    // A macro that is renamed takes the place of the one that it was.
    return withFix(replaced !== null && !sameThing(replaced.change, fix.change) ? withoutFix(detail.fixes, replaced.change) : detail.fixes, fix);
  }, [verdict, draft, detail.fixes, replaced]);
  const preview = useFixPreview(source, fixes);
  const refusal = useConnection(refusalToCommand);
  const pending = useIsPending(`edit-fix:${source}`);
  const checking = useIsPending(`check-patches:${source}`);
  const apply = (rebuild: boolean): void => {
    setTried(true);
    if (!verdict.ok) return;
    const { fix } = verdict;
    if (fix.owner !== undefined && person === '') setPersonName(fix.owner);
    void applyFix(source, fix, replaced ?? detail.fixes.find(({ change }) => sameThing(change, fix.change)) ?? null, rebuild).then((done) => (done ? closeFixForm() : undefined));
  };
  const attempt = checked === null ? undefined : detail.attempts.toSorted((a, b) => b.number - a.number).find(({ purpose }) => purpose?.words === checked);
  return (
    <form
      ref={form}
      className="fix-form"
      aria-label={`${editing.known ? 'Change a port fix' : 'Add a port fix'} of ${source}`}
      onSubmit={(event) => {
        event.preventDefault();
        apply(false);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        closeFixForm();
      }}
    >
      <FixFields draft={draft} onChange={setDraft} problems={verdict.ok ? {} : verdict.problems} tried={tried} source={source} kindFixed={editing.known} />
      <div className="fix-preview" aria-label="What will run">
        <p className="soft">What a builder runs</p>
        <div className="fix-preview-room">{fixes === null ? <p className="faint">It stands here once the fix is complete.</p> : <CommandDiff preview={preview} />}</div>
      </div>
      {draft.kind === 'patch' && draft.patch !== null && fixes !== null ? (
        <div className="offer-actions" aria-label="Whether the patch applies">
          <Button pending={checking} disabledReason={refusal} onClick={() => void checkPatches(source, fixes, setChecked)}>
            Check that it applies
          </Button>
          {checked === null ? <span className="faint">Not checked yet: a builder lays the sources out and tries.</span> : attempt === undefined ? <span className="faint">Waits for a free slot.</span> : <TrialWords attempt={attempt} good="it applies" bad="it does not apply" />}
        </div>
      ) : null}
      <div className="offer-actions">
        <Button kind="primary" pending={pending} disabledReason={refusal} onClick={() => apply(true)}>
          Apply and rebuild
        </Button>
        <Button type="submit" pending={pending} disabledReason={refusal}>
          Apply
        </Button>
        <Button kind="quiet" onClick={closeFixForm}>
          Discard
        </Button>
      </div>
    </form>
  );
}
