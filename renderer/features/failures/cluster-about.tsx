import type { ReactNode } from 'react';

import type { FailureCluster } from '#shared/contract/schemas/failures.ts';
import { refusalToCommand, useConnection } from '#renderer/state/connection.ts';
import { setQuarantine } from '#renderer/state/quarantine.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CausalExcerpt } from '#renderer/ui/causal-block.tsx';
import { formatCount, formatDayClock } from '#renderer/ui/format.ts';

/** How many builders are named. */
const NAMED = 4;

function builders({ builders: all }: FailureCluster): string {
  const named = all.slice(0, NAMED).map(({ builder, failures }) => `${builder}${failures > 1 ? ` ×${formatCount(failures)}` : ''}`);
  return `${named.join(', ')}${all.length > NAMED ? ` and ${formatCount(all.length - NAMED)} more` : ''}`;
}

/** What is known of a kind of failure, above its packages. */
export function ClusterAbout({ cluster, now }: { readonly cluster: FailureCluster; readonly now: number }): ReactNode {
  const refusal = useConnection(refusalToCommand);
  const sample = cluster.failures.find(({ attempt }) => attempt.causal !== null);
  // Three of a kind on one builder and nowhere else speak against the builder.
  const suspect = cluster.builders.length === 1 && cluster.failures.length > 2 ? (cluster.builders[0]?.builder ?? null) : null;
  return (
    <div role="row" className="cluster-about">
      <div role="gridcell" className="cluster-words">
        <p>{cluster.explanation}</p>
        <ul>
          {cluster.whatToTry.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
        <p className="faint">
          {cluster.fault === 'unknown' ? 'Nobody knows whose fault' : `The ${cluster.fault}’s fault`} · on {builders(cluster)}
          {suspect === null ? '' : ' alone: look at that builder first'} · since {formatDayClock(cluster.firstSeen)}
          {cluster.lastSeen > cluster.firstSeen && cluster.lastSeen <= now ? `, last ${formatDayClock(cluster.lastSeen)}` : ''}
        </p>
        {suspect === null ? null : (
          <Button disabledReason={refusal} onClick={() => void setQuarantine(suspect, true, `${cluster.failures.length} failures of one kind, and only there: ${cluster.title}`)}>
            Quarantine {suspect}
          </Button>
        )}
      </div>
      {sample === undefined || sample.attempt.causal === null ? null : (
        <div role="gridcell" className="cluster-sample">
          <CausalExcerpt causal={sample.attempt.causal} />
          <p className="faint">from the log of {sample.source}</p>
        </div>
      )}
    </div>
  );
}
