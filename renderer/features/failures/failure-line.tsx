import type { ReactNode } from 'react';

import type { FailureRow } from '#shared/contract/schemas/attempt.ts';
import { go } from '#renderer/state/location.ts';
import { isNew, toggleMarks } from '#renderer/state/triage.ts';
import { sayClass } from '#renderer/ui/attempt-words.ts';
import { IconButton } from '#renderer/ui/button.tsx';
import { Badge } from '#renderer/ui/chip.tsx';
import { formatAgo, formatCount } from '#renderer/ui/format.ts';
import { Icon } from '#renderer/ui/icons.tsx';

import { Mark } from './mark.tsx';

function Verdict({ failure }: { readonly failure: FailureRow }): ReactNode {
  const { verdict } = failure;
  if (verdict === null) return null;
  return (
    <span className="state-mark failure-verdict" data-state="triaged" title={verdict.stands ? verdict.note : 'The verdict is of an earlier failure: it has failed in another way since.'}>
      <span className="glyph" aria-hidden="true">
        ⊠
      </span>
      <span className="truncate">
        {verdict.stands ? sayClass(verdict.failureClass) : 'verdict of an earlier failure'}
        {verdict.stands && verdict.note !== '' ? <span className="soft">: {verdict.note}</span> : null}
      </span>
    </span>
  );
}

/** One failed package of the open cluster. */
export function FailureLine({
  failure,
  sample,
  now,
  marked,
  selected,
  tabStop,
  onGo,
}: {
  readonly failure: FailureRow;
  /** The causal line that stands at the cluster already. */
  readonly sample: string | null;
  readonly now: number;
  readonly marked: boolean;
  readonly selected: boolean;
  readonly tabStop: boolean;
  readonly onGo: () => void;
}): ReactNode {
  const { attempt, source, holdsUp, owner } = failure;
  const text = attempt.causal?.text ?? null;
  return (
    <div role="row" className="failure" data-row={`f ${source}`} data-source={source} aria-level={2} aria-selected={marked} aria-current={selected || undefined} tabIndex={tabStop ? 0 : -1} onClick={onGo}>
      <span role="gridcell" className="cluster-mark">
        <Mark state={marked ? 'on' : 'off'} label={`Mark ${source}`} onToggle={() => toggleMarks([source])} />
      </span>
      <span role="gridcell" className="failure-holds" title={`${formatCount(holdsUp)} wait for it`}>
        {holdsUp === 0 ? <span className="faint">–</span> : formatCount(holdsUp)}
      </span>
      <span role="gridcell" className="failure-what">
        <span className="failure-top">
          <strong className="failure-name">{source}</strong>
          {isNew(failure, now) ? <Badge title="Failed this way for the first time within the last 24 hours">NEW</Badge> : null}
          {failure.suggestions > 0 ? (
            <span className="failure-offer" title="A port fix is offered: see the drawer, or rebuild with a port fix">
              <span aria-hidden="true">✚</span> fix offered
            </span>
          ) : null}
          <Verdict failure={failure} />
        </span>
        {text === null || text === sample ? null : <code className="mono truncate failure-text">{text}</code>}
      </span>
      <span role="gridcell" className="failure-who truncate">
        {owner ?? <span className="faint">nobody’s</span>}
      </span>
      <span role="gridcell" className="failure-where soft truncate" title={`Attempt ${attempt.number} on ${attempt.builder ?? 'no builder'}`}>
        {attempt.builder ?? ''}
      </span>
      <span role="gridcell" className="failure-when faint">
        {attempt.endedAt === null ? '' : formatAgo(attempt.endedAt, now)}
      </span>
      <span role="gridcell" className="failure-log">
        <IconButton
          label={`Open the log of ${source}`}
          tabIndex={-1}
          onClick={(event) => {
            event.stopPropagation();
            onGo();
            go({ select: source, log: attempt.id, line: attempt.causal?.line ?? null });
          }}
        >
          <Icon name="wrap" size={14} />
        </IconButton>
      </span>
    </div>
  );
}
