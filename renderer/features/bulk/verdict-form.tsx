import { useEffect, useState, type ReactNode } from 'react';

import { CLASS_WORDS, FAILURE_CLASSES, isFailureClass, type FailureClass } from '#shared/triage/classes.ts';
import { usePerson } from '#renderer/state/person.ts';
import { useFailures } from '#renderer/state/stores.ts';

import type { WishFormProps } from './wish-form-props.ts';

/** The class that stands at the first of them. */
function classNow(sources: readonly string[]): FailureClass {
  const failure = useFailures.getState().clusters?.flatMap(({ failures }) => failures).find(({ source }) => source === sources[0]);
  const word = failure?.verdict?.stands === true ? failure.verdict.failureClass : failure?.attempt.failureClass;
  return word !== null && word !== undefined && isFailureClass(word) ? word : 'unknown';
}

function noteNow(sources: readonly string[]): string {
  const notes = new Set(useFailures.getState().clusters?.flatMap(({ failures }) => failures).filter(({ source }) => sources.includes(source)).map(({ verdict }) => verdict?.note ?? ''));
  const [only] = notes;
  return notes.size === 1 ? (only ?? '') : '';
}

/** A person's judgement: what it is, a note for the others, and who sees to it. Triage's class is offered first. */
export function VerdictForm({ asked, onAction }: WishFormProps): ReactNode {
  const [failureClass, setClass] = useState(() => classNow(asked.sources));
  const [note, setNote] = useState(() => noteNow(asked.sources));
  const [owner, setOwner] = useState(usePerson.getState().name);
  useEffect(() => onAction({ kind: 'give-verdict', failureClass, note: note.trim(), ...(owner.trim() === '' ? {} : { owner: owner.trim() }) }), [failureClass, note, owner, onAction]);
  return (
    <>
      <div className="wish-pair">
        <label className="field">
          <span>What it is</span>
          <select className="input" value={failureClass} onChange={(event) => setClass(isFailureClass(event.target.value) ? event.target.value : 'unknown')}>
            {FAILURE_CLASSES.map((each) => (
              <option key={each} value={each}>
                {CLASS_WORDS[each].title}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>Who sees to it</span>
          <input className="input" maxLength={64} value={owner} placeholder="as it is" onChange={(event) => setOwner(event.target.value)} />
        </label>
      </div>
      <label className="field">
        <span>Note for the others</span>
        <textarea className="input" autoFocus maxLength={2000} value={note} placeholder="What you found, where it is reported, what would mend it" onChange={(event) => setNote(event.target.value)} />
      </label>
    </>
  );
}
