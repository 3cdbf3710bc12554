import type { ReactNode } from 'react';

import type { AttemptRow } from '#shared/contract/schemas/attempt.ts';

import { sayClass } from './attempt-words.ts';
import { Button } from './button.tsx';
import { formatCount } from './format.ts';

type Causal = NonNullable<AttemptRow['causal']>;

/** The causal line between its neighbours, each with its number in the log. */
export function CausalExcerpt({ causal }: { readonly causal: Causal }): ReactNode {
  const { line, text, context, contextFrom } = causal;
  const lines = context.length === 0 ? [text] : context;
  const first = context.length === 0 ? line : contextFrom;
  const width = String(first + lines.length - 1).length;
  return (
    <pre className="causal-lines" tabIndex={0} aria-label={`The causal line, ${formatCount(line)}, with its neighbours`}>
      {lines.map((each, index) => (
        <span key={first + index} data-cause={first + index === line || undefined}>
          <span className="causal-number">{String(first + index).padStart(width)}</span>
          <span className="causal-text">{each}</span>
          {'\n'}
        </span>
      ))}
    </pre>
  );
}

/** The line that says why an attempt failed, three lines of its log on either side of it, and the way to it in the log. */
export function CausalBlock({ attempt, onOpen }: { readonly attempt: AttemptRow; readonly onOpen: () => void }): ReactNode {
  const { causal, failureClass, fault } = attempt;
  return (
    <div className="causal">
      {causal === null ? <p className="faint">No line of its log stands out.</p> : <CausalExcerpt causal={causal} />}
      <p className="causal-words">
        <span>
          {failureClass === null ? 'Unknown class' : sayClass(failureClass)}
          {fault === null ? '' : `, ${fault === 'unknown' ? 'nobody knows whose fault' : `the ${fault}’s fault`}`}
        </span>
        <Button kind="quiet" onClick={onOpen}>
          {causal === null ? 'Open log' : `Open log at line ${formatCount(causal.line)}`}
        </Button>
      </p>
    </div>
  );
}
