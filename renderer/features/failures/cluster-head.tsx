import type { ReactNode } from 'react';

import type { FailureCluster } from '#shared/contract/schemas/failures.ts';
import { isNew, isTriaged, toggleMarks } from '#renderer/state/triage.ts';
import { Badge } from '#renderer/ui/chip.tsx';
import { formatAgo, formatCount, plural } from '#renderer/ui/format.ts';
import { Icon } from '#renderer/ui/icons.tsx';

import { Mark } from './mark.tsx';

/** Failures of one kind in one row: how much they hold up, what they are, and the line that says so. */
export function ClusterHead({
  cluster,
  open,
  now,
  marked,
  tabStop,
  onToggle,
}: {
  readonly cluster: FailureCluster;
  readonly open: boolean;
  readonly now: number;
  readonly marked: ReadonlySet<string>;
  readonly tabStop: boolean;
  readonly onToggle: () => void;
}): ReactNode {
  const { failures, holdsUp, signature, title, firstSeen } = cluster;
  const fresh = failures.filter((failure) => isNew(failure, now)).length;
  const triaged = failures.filter(isTriaged).length;
  const chosen = failures.filter(({ source }) => marked.has(source)).length;
  const causal = failures.find(({ attempt }) => attempt.causal !== null)?.attempt.causal?.text;
  return (
    <div
      role="row"
      className="cluster-head"
      data-row={`c ${signature}`}
      data-cluster={signature}
      aria-expanded={open}
      aria-level={1}
      tabIndex={tabStop ? 0 : -1}
      onClick={onToggle}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
        event.preventDefault();
        event.stopPropagation();
        onToggle();
      }}
    >
      <span role="gridcell" className="cluster-mark">
        <Mark state={chosen === 0 ? 'off' : chosen === failures.length ? 'on' : 'some'} label={`Mark all ${failures.length} failures of this cluster`} onToggle={() => toggleMarks(failures.map(({ source }) => source))} />
        <Icon name={open ? 'down' : 'right'} size={14} />
      </span>
      <span role="gridcell" className="cluster-holds" title={holdsUp === 0 ? 'Nothing waits for them' : `${plural(holdsUp, 'package')} wait for at least one of them`}>
        <strong>{formatCount(holdsUp)}</strong>
        <span className="faint">held up</span>
      </span>
      <span role="gridcell" className="cluster-what">
        <span className="cluster-title">
          <strong>{title}</strong>
          <span className="soft">{plural(failures.length, 'package')}</span>
          {fresh === 0 ? null : <Badge title="Failed this way for the first time within the last 24 hours">{fresh === failures.length ? 'NEW' : `${formatCount(fresh)} NEW`}</Badge>}
          {triaged === 0 ? null : (
            <span className="state-mark" data-state="triaged" title="A person has given them a verdict">
              <span className="glyph" aria-hidden="true">
                ⊠
              </span>
              {triaged === failures.length ? 'triaged' : `${formatCount(triaged)} triaged`}
            </span>
          )}
        </span>
        <code className="mono truncate cluster-line">{causal ?? 'No line of their logs stands out.'}</code>
      </span>
      <span role="gridcell" className="cluster-since faint">
        since {formatAgo(firstSeen, now)}
      </span>
    </div>
  );
}
