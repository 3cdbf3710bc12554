import { useEffect, useMemo, useRef, type KeyboardEvent, type ReactNode } from 'react';

import type { FailureCluster } from '#shared/contract/schemas/failures.ts';
import { go, usePlace } from '#renderer/state/location.ts';
import { usePerson } from '#renderer/state/person.ts';
import { useFailures } from '#renderer/state/stores.ts';
import { isNew, isTriaged, sameFocus, shownClusters, triageRows, useTriage, type Shown, type TriageFocus } from '#renderer/state/triage.ts';
import { CommandButton } from '#renderer/state/command-button.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { formatCount, plural } from '#renderer/ui/format.ts';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { useNow } from '#renderer/ui/use-now.ts';

import { ClusterAbout } from './cluster-about.tsx';
import { ClusterHead } from './cluster-head.tsx';
import { FailureLine } from './failure-line.tsx';
import { KeyHelp } from './key-help.tsx';

/** In the address, where a person has closed every cluster; else what holds up most is open. */
const NONE_OPEN = '-';

/** Goes to a row: a package is selected with it, and its cluster is open. */
function goToRow(row: TriageFocus, open: string | null): void {
  useTriage.setState({ focus: row });
  if (row.kind === 'failure') go({ select: row.source, cluster: open }, { remember: false });
}

function useCounts(clusters: readonly FailureCluster[], now: number, person: string): Readonly<Record<Shown, number>> {
  return useMemo(() => {
    const all = clusters.flatMap(({ failures }) => failures);
    return {
      all: all.length,
      new: all.filter((failure) => isNew(failure, now)).length,
      open: all.filter((failure) => !isTriaged(failure)).length,
      mine: person === '' ? 0 : all.filter(({ owner }) => owner === person).length,
    };
  }, [clusters, now, person]);
}

function Tabs({ counts }: { readonly counts: Readonly<Record<Shown, number>> }): ReactNode {
  const shown = usePlace((place) => place.shown);
  const words: Readonly<Record<Shown, string>> = { all: 'All', new: 'New', open: 'No verdict', mine: 'Mine' };
  return (
    <Segmented
      label="Which failures"
      panel="failures-panel"
      value={shown}
      options={(['all', 'new', 'open', 'mine'] as const).map((value) => ({ value, words: <>{words[value]} <span className="faint">{formatCount(counts[value])}</span></> }))}
      onChange={(next) => go({ shown: next }, { remember: false })}
    />
  );
}

function Empty({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <EmptyState icon="failures" title={title} action={<Button onClick={() => go({ screen: 'chart' })}>Go to the chart</Button>}>
      {children}
    </EmptyState>
  );
}

/** Arrow keys, j and k, Home and End move; right and Enter open a cluster, left closes it. */
function useRowKeys(rows: readonly TriageFocus[], open: string | null, toggle: (signature: string) => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.target instanceof HTMLElement && event.target.matches('input, textarea, select'))) return;
    const { focus } = useTriage.getState();
    const at = rows.findIndex((row) => sameFocus(row, focus));
    const to = (index: number): void => {
      const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
      if (row !== undefined) goToRow(row, open);
    };
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => to(at + 1),
      j: () => to(at + 1),
      ArrowUp: () => to(Math.max(0, at - 1)),
      k: () => to(Math.max(0, at - 1)),
      PageDown: () => to(at + 10),
      PageUp: () => to(Math.max(0, at - 10)),
      Home: () => to(0),
      End: () => to(rows.length - 1),
      ArrowRight: () => {
        if (focus?.kind === 'cluster' && focus.signature !== open) toggle(focus.signature);
        else if (focus?.kind === 'cluster') to(at + 1);
      },
      ArrowLeft: () => {
        if (focus?.kind === 'failure') to(rows.findLastIndex((row, index) => index < at && row.kind === 'cluster'));
        else if (focus?.kind === 'cluster' && focus.signature === open) toggle(focus.signature);
      },
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };
}

/** What failed, by kind; what holds up most comes first. */
export function FailuresScreen(): ReactNode {
  const clusters = useFailures((state) => state.clusters);
  const { shown, select, cluster } = usePlace();
  const person = usePerson((state) => state.name);
  const marked = useTriage((state) => state.marked);
  const focus = useTriage((state) => state.focus);
  const list = useRef<HTMLDivElement>(null);
  const now = useNow();
  const counts = useCounts(clusters ?? [], now, person);
  const seen = useMemo(() => shownClusters(clusters ?? [], shown, now, person), [clusters, shown, now, person]);
  // Whoever comes here with a package selected finds it in its cluster.
  const holding = useMemo(() => seen.find(({ failures }) => failures.some(({ source }) => source === select))?.signature ?? null, [seen, select]);
  const open = cluster === NONE_OPEN ? null : cluster !== null && seen.some(({ signature }) => signature === cluster) ? cluster : (holding ?? seen[0]?.signature ?? null);
  const rows = useMemo(() => triageRows(seen, open), [seen, open]);
  const toggle = (signature: string): void => {
    useTriage.setState({ focus: { kind: 'cluster', signature } });
    go({ cluster: signature === open ? NONE_OPEN : signature }, { remember: false });
  };
  const keys = useRowKeys(rows, open, toggle);
  const focusKey = focus === null ? null : focus.kind === 'cluster' ? `c ${focus.signature}` : `f ${focus.source}`;
  useEffect(() => {
    if (focusKey === null) return;
    const row = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])].find((each) => each.dataset['row'] === focusKey);
    if (row === undefined) return;
    row.scrollIntoView({ block: 'nearest' });
    if (list.current?.contains(document.activeElement) === true || document.activeElement === document.body) row.focus({ preventScroll: true });
  }, [focusKey, open]);
  // Whoever comes to this screen goes on by keyboard at once.
  const arrived = rows.length > 0;
  useEffect(() => {
    if (arrived) list.current?.querySelector<HTMLElement>('[data-row][tabindex="0"]')?.focus({ preventScroll: true });
  }, [arrived]);
  // Where the row is gone that the keys were on (mended, or filtered away), they go on at what stands in its place.
  const place = useRef(0);
  useEffect(() => {
    const { focus: before } = useTriage.getState();
    const at = rows.findIndex((row) => sameFocus(row, before));
    if (at >= 0) {
      place.current = at;
      return;
    }
    const next = before === null && select !== null && holding !== null ? ({ kind: 'failure', source: select } as const) : rows[Math.min(place.current, rows.length - 1)];
    if (next !== undefined) useTriage.setState({ focus: next });
  }, [rows, focus, select, holding]);
  if (clusters === null) return <Empty title="Looking for failures…">Failed packages stand here in clusters of one kind, each with the line of its log that says why.</Empty>;
  if (clusters.length === 0) return <Empty title="Nothing has failed">Failed packages stand here in clusters of one kind, what holds up most first, each with the line of its log that says why.</Empty>;
  const tabStop = rows.some((row) => sameFocus(row, focus)) ? focus : (rows[0] ?? null);
  return (
    <div className="screen">
      <header className="screen-head failures-head">
        <h1>
          {plural(counts.all, 'failed package')} in {plural(clusters.length, 'cluster')}
        </h1>
        <Tabs counts={counts} />
        <span className="spacer" />
        {marked.size === 0 ? null : <strong className="failures-marked">{formatCount(marked.size)} marked</strong>}
        <KeyHelp />
      </header>
      <div className="failures-tools" role="toolbar" aria-label="What to do with them">
        <CommandButton id="triage-verdict" title="Verdict…" />
        <CommandButton id="triage-rebuild" title="Rebuild…" />
        <CommandButton id="triage-elsewhere" title="Elsewhere…" />
        <CommandButton id="triage-fix" title="Port fix…" />
        <CommandButton id="triage-leave-out" title="Leave out…" />
        <CommandButton id="triage-own" title="Take on" />
        <span className="spacer" />
        <CommandButton id="triage-next" kind="quiet" title="Next without a verdict" />
        <CommandButton id="bulk-undo" kind="quiet" title="Undo" />
      </div>
      <div id="failures-panel" className="failures" ref={list} role="treegrid" aria-label="Failed packages by cluster" aria-multiselectable="true" onKeyDown={keys}>
        {seen.length === 0 ? <p className="failures-none soft">{shown === 'mine' && person === '' ? 'Say who you are (Commands), and what you take on stands here.' : 'None of them. Choose All to see every failure.'}</p> : null}
        {seen.map((each) => (
          <div key={each.signature} role="rowgroup" className="cluster" data-open={each.signature === open || undefined}>
            <ClusterHead cluster={each} open={each.signature === open} now={now} marked={marked} tabStop={tabStop?.kind === 'cluster' && tabStop.signature === each.signature} onToggle={() => toggle(each.signature)} />
            {each.signature !== open ? null : (
              <>
                <ClusterAbout cluster={each} now={now} />
                {each.failures.map((failure) => (
                  <FailureLine
                    key={failure.source}
                    failure={failure}
                    sample={each.failures[0]?.attempt.causal?.text ?? null}
                    now={now}
                    marked={marked.has(failure.source)}
                    selected={failure.source === select}
                    tabStop={tabStop?.kind === 'failure' && tabStop.source === failure.source}
                    onGo={() => goToRow({ kind: 'failure', source: failure.source }, open)}
                  />
                ))}
              </>
            )}
          </div>
        ))}
      </div>
    </div>
  );
}
