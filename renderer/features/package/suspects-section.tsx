import { useEffect, useState, type ReactNode } from 'react';

import type { SuspicionReport } from '#shared/contract/schemas/failures.ts';
import type { PackageDetail } from '#shared/contract/schemas/package.ts';
import { useConnection } from '#renderer/state/connection.ts';
import { go } from '#renderer/state/location.ts';
import { formatCount, formatDayClock } from '#renderer/ui/format.ts';

const FIRST = 8;

function useSuspicion(source: string, attempt: string | null): SuspicionReport | null {
  const client = useConnection((state) => state.client);
  const [found, setFound] = useState<{ readonly key: string; readonly report: SuspicionReport } | null>(null);
  const key = `${source} ${attempt ?? ''}`;
  useEffect(() => {
    if (client === null || attempt === null) return;
    let gone = false;
    client.call('failures.suspects', { source }).then(
      (report) => (gone ? undefined : setFound({ key, report })),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [client, source, attempt, key]);
  return found?.key === key ? found.report : null;
}

/** `zlib-1.2.11-16` → `1.2.11-16`, beside a name that is there already. */
function versionOf(source: string, expected: string | null): string {
  if (expected === null) return 'not there';
  return expected.startsWith(`${source}-`) ? expected.slice(source.length + 1) : expected;
}

/** What has changed in its buildroot since it was built the last time, the nearest first. */
export function SuspectsSection({ detail }: { readonly detail: PackageDetail }): ReactNode {
  const [all, setAll] = useState(false);
  const failed = detail.state === 'failed' ? (detail.attempts.find(({ state, scratch }) => state === 'failed' && !scratch)?.id ?? null) : null;
  const report = useSuspicion(detail.source, failed);
  if (failed === null || report === null) return null;
  const { good, own, suspects, total } = report;
  const shown = all ? suspects : suspects.slice(0, FIRST);
  return (
    <section className="drawer-section" aria-label="Suspects">
      <h3>Changed since it was built</h3>
      {good === null ? (
        <p className="faint">It has never been built here, so there is nothing to compare with.</p>
      ) : (
        <>
          <p className="soft">
            Attempt {good.number} succeeded on {good.builder ?? 'no builder'}
            {good.endedAt === null ? '' : `, ${formatDayClock(good.endedAt)}`}.{total === 0 && own.length === 0 ? ' Nothing in its buildroot has changed since: look at the builder, or at chance.' : ''}
          </p>
          {own.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <ul className="rows">
            {shown.map(({ source, distance, before, now, landedAt }) => (
              <li key={source} className="suspect">
                <button type="button" className="mention" onClick={() => go({ select: source })}>
                  {source}
                </button>
                <span className="mono soft truncate">
                  {before === now ? `${versionOf(source, now)}, rebuilt` : `${versionOf(source, before)} → ${versionOf(source, now)}`}
                </span>
                <span className="faint" title={landedAt === null ? undefined : formatDayClock(landedAt)}>
                  {distance === null ? 'at run time' : distance === 1 ? 'asked for' : `${formatCount(distance)} away`}
                </span>
              </li>
            ))}
          </ul>
          {suspects.length > shown.length ? (
            <button type="button" className="mention" onClick={() => setAll(true)}>
              {formatCount(suspects.length - shown.length)} more…
            </button>
          ) : total > suspects.length ? (
            <p className="faint">and {formatCount(total - suspects.length)} farther away</p>
          ) : null}
        </>
      )}
    </section>
  );
}
