import type { CSSProperties, ReactNode } from 'react';

import type { PortSummary } from '#shared/contract/schemas/port.ts';
import { PACKAGE_STATES, STATE_WORDS } from '#shared/vocabulary/package-state.ts';
import { refusalToCommand, useConnection } from '#renderer/state/connection.ts';
import { usePort } from '#renderer/state/port.ts';
import { sayWhatIsPorted } from '#renderer/state/port-model.ts';
import { useProject } from '#renderer/state/stores.ts';
import { Badge, StateMark } from '#renderer/ui/chip.tsx';
import { formatCount, formatDayClock, formatPercent } from '#renderer/ui/format.ts';
import { PopoverCard } from '#renderer/ui/popover.tsx';

/** As they stand in the bar: done at the left, what is in the way at the right. */
const BAR_ORDER = ['in-repo', 'built', 'held', 'building', 'queued', 'ready', 'blocked', 'failed', 'stuck', 'unresolvable', 'broken-source', 'left-out'] as const;

function weight(count: number, colour: string): CSSProperties {
  return { flexGrow: count, background: `var(--state-${colour})` };
}

function Bar({ summary }: { readonly summary: PortSummary }): ReactNode {
  return (
    <span className="bar" aria-hidden="true">
      {BAR_ORDER.map((state) => {
        const count = summary.counts[state];
        if (state !== 'in-repo') return count === 0 ? null : <span key={state} style={weight(count, state)} />;
        const debt = Math.min(count, summary.withDebt);
        return [
          count - debt > 0 ? <span key="clean" style={weight(count - debt, state)} /> : null,
          debt > 0 ? <span key="debt" className="bar-debt" style={{ flexGrow: debt }} /> : null,
        ];
      })}
    </span>
  );
}

function Numbers({ summary }: { readonly summary: PortSummary }): ReactNode {
  return (
    <div className="numbers">
      <p>
        <strong>{sayWhatIsPorted(summary)}</strong>
      </p>
      <p className="soft">The percentage is what is in the repository, of all that is meant for this architecture. What is left out counts against it.</p>
      <ul>
        {PACKAGE_STATES.toReversed()
          .filter((state) => summary.counts[state] > 0)
          .map((state) => (
            <li key={state}>
              <StateMark state={state} words={STATE_WORDS[state].word} /> <b>{formatCount(summary.counts[state])}</b>
            </li>
          ))}
      </ul>
    </div>
  );
}

function sayBetween(earliest: string, latest: string): string {
  return earliest === latest ? earliest : `${earliest} – ${latest}`;
}

/** On top of every screen: which port, how far it is, who is at work, and when it may end. */
export function Strip(): ReactNode {
  const project = useProject((state) => state.project);
  const summary = usePort((state) => state.summary);
  const readOnly = useConnection((state) => state.status === 'open' && refusalToCommand(state) !== null);
  return (
    <header className="strip" aria-label="State of the port">
      <strong className="strip-name truncate" title={project?.directory}>
        {project?.name ?? 'Portolan'}
      </strong>
      {summary === null ? null : (
        <>
          <span className="soft strip-pass">
            pass {summary.pass.number} of {summary.pass.of}
            <span className="faint"> {summary.pass.mode}</span>
          </span>
          <PopoverCard
            title="What is ported"
            trigger={
              <button type="button" className="strip-progress" title={sayWhatIsPorted(summary)} aria-label={`${formatPercent(summary.inRepo, summary.portable)} percent: ${sayWhatIsPorted(summary)}`}>
                <span className="percent">{formatPercent(summary.inRepo, summary.portable)} %</span>
                <Bar summary={summary} />
              </button>
            }
          >
            <Numbers summary={summary} />
          </PopoverCard>
          {summary.builders.all === 0 ? null : (
            <span className="strip-fact" data-state="building" title="Builds running now">
              <span className="strip-glyph" aria-hidden="true">
                ▲
              </span>
              {formatCount(summary.builders.running)} building
            </span>
          )}
          <span className="strip-fact" title="Builders that answer, of all">
            {summary.builders.all === 0 ? 'no builders' : `${summary.builders.alive}/${summary.builders.all} builders`}
          </span>
          {summary.estimate === null ? null : (
            <span className="strip-fact soft" title="Estimated from what has been built so far">
              pass ends {sayBetween(formatDayClock(summary.estimate.earliest), formatDayClock(summary.estimate.latest))}
            </span>
          )}
          {summary.builders.simulated ? (
            <Badge tone="warn" title="The builders are simulated: nothing real is built.">
              SIMULATION
            </Badge>
          ) : null}
        </>
      )}
      {readOnly ? <Badge title="This window may look but not act. Open it with the operator’s address to act.">READ-ONLY</Badge> : null}
    </header>
  );
}
