import type { ReactNode } from 'react';

import type { AttemptRow } from '#shared/contract/schemas/attempt.ts';

import { sayClass } from './attempt-words.ts';
import { Button } from './button.tsx';
import { formatCount } from './format.ts';

/** The line that says why an attempt failed, among its neighbours, and the way to it in the log. */
export function CausalBlock({ attempt, onOpen }: { readonly attempt: AttemptRow; readonly onOpen: () => void }): ReactNode {
  const { causal, failureClass, fault } = attempt;
  const lines = causal === null ? [] : causal.context.includes(causal.text) ? causal.context : [...causal.context, causal.text];
  return (
    <div className="causal">
      {causal === null ? (
        <p className="faint">No line of its log stands out.</p>
      ) : (
        <pre className="causal-lines" tabIndex={0} aria-label="The causal line with its neighbours">
          {lines.map((line, index) => (
            <span key={`${index} ${line}`} data-cause={line === causal.text || undefined}>
              {line}
              {'\n'}
            </span>
          ))}
        </pre>
      )}
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
