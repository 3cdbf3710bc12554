import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';

import type { WhatIfAnswer } from '#shared/contract/schemas/foresight.ts';
import { sayCriticalPath, saySeconds } from '#shared/plan/say-critical-path.ts';
import { closeForesight, useForesight, type Foresight } from '#renderer/state/foresight.ts';
import { go, usePlace } from '#renderer/state/location.ts';
import { stateAt, type PortModel } from '#renderer/state/port-model.ts';
import { IconButton } from '#renderer/ui/button.tsx';
import { Glyph } from '#renderer/ui/chip.tsx';
import { formatCount } from '#renderer/ui/format.ts';
import { Icon } from '#renderer/ui/icons.tsx';

/** So many names are listed; the map has them all. */
const LISTED = 300;

interface Row {
  readonly source: number;
  readonly number: string;
  readonly aside: string;
}

interface Group {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly count: number;
}

function whatIfGroups(answer: WhatIfAnswer, model: PortModel): readonly Group[] {
  const plain = (sources: readonly number[]): readonly Row[] => sources.slice(0, LISTED).map((source) => ({ source, number: '', aside: '' }));
  const next = answer.next.map(({ source, holds }) => ({ source: model.indexOf.get(source) ?? -1, number: '', aside: `holds up ${formatCount(holds)}` }));
  return [
    { title: 'Ready at once', rows: plain(answer.ready), count: answer.ready.length },
    { title: 'Then in the way', rows: next, count: next.length },
    { title: 'Can be built after that', rows: plain(answer.later), count: answer.later.length },
  ].filter(({ count }) => count > 0);
}

function contentOf(shown: Exclude<Foresight, { kind: 'none' }>, model: PortModel): { readonly title: string; readonly sentence: string; readonly groups: readonly Group[] } {
  if (shown.kind === 'what-if') return { title: 'What this would free', sentence: shown.answer.sentence, groups: whatIfGroups(shown.answer, model) };
  if (shown.kind === 'unblocks-most') {
    const ranked = shown.answer.rows.map(({ row, reached, holds }) => ({ source: row, number: '', aside: reached > 0 ? `frees ${formatCount(reached)}` : `holds up ${formatCount(holds)}` }));
    return { title: 'What unblocks most', sentence: shown.answer.sentence, groups: ranked.length === 0 ? [] : [{ title: 'Failed or unresolvable', rows: ranked, count: shown.answer.all }] };
  }
  const { rows, seconds, known, mean } = shown.answer;
  const stations = rows.map((source, index) => ({ source, number: String(index + 1), aside: mean === null ? '' : `${known[index] === true ? '' : '≈ '}${saySeconds(seconds[index] ?? 0)}` }));
  return { title: 'Critical path', sentence: sayCriticalPath(shown.answer), groups: stations.length === 0 ? [] : [{ title: 'Stations, first to be built first', rows: stations, count: stations.length }] };
}

/** Beside the map: what a look ahead says, and its packages as a list for the keyboard. */
export function ForesightPanel({ model }: { readonly model: PortModel }): ReactNode {
  const shown = useForesight((state) => state.shown);
  const select = usePlace((place) => place.select);
  const list = useRef<HTMLDivElement>(null);
  const { kind } = shown;
  useEffect(() => {
    if (kind !== 'none') list.current?.focus({ preventScroll: true });
  }, [kind]);
  if (shown.kind === 'none' || shown.answer.planDigest !== model.planDigest) return null;
  const { title, sentence, groups } = contentOf(shown, model);
  const rows = groups.flatMap((group) => group.rows);
  const pick = (source: number): void => {
    const name = model.names[source];
    if (name === undefined) return;
    go({ select: name }, { remember: false });
    list.current?.querySelector(`[data-source="${source}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const key = (event: KeyboardEvent): void => {
    const here = rows.findIndex(({ source }) => model.names[source] === select);
    const there: Readonly<Record<string, number>> = { ArrowDown: here + 1, ArrowUp: Math.max(0, here - 1), Home: 0, End: rows.length - 1 };
    const row = rows[there[event.key] ?? -1];
    if (row === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    pick(row.source);
  };
  return (
    <section className="foresight" aria-label={title}>
      <header className="foresight-head">
        <h2>{title}</h2>
        <IconButton label="Close" onClick={closeForesight}>
          <Icon name="close" />
        </IconButton>
      </header>
      <p className="foresight-sentence" role="status">
        {sentence}
      </p>
      {groups.length === 0 ? null : (
        <div ref={list} className="foresight-list" role="listbox" aria-label={title} tabIndex={0} onKeyDown={key}>
          {groups.map((group) => (
            <div key={group.title} role="group" aria-label={group.title}>
              <h3>
                {group.title} <b>{formatCount(group.count)}</b>
              </h3>
              {group.rows.map(({ source, number, aside }) => (
                <div key={source} role="option" className="foresight-row" aria-selected={model.names[source] === select} data-source={source} data-state={stateAt(model, source)} onClick={() => pick(source)}>
                  {number === '' ? null : <span className="faint foresight-number">{number}</span>}
                  <span className="state-mark">
                    <Glyph state={stateAt(model, source)} />
                  </span>
                  <span className="truncate">{model.names[source]}</span>
                  <span className="faint foresight-aside">{aside}</span>
                </div>
              ))}
              {group.count > group.rows.length ? <p className="faint foresight-more">and {formatCount(group.count - group.rows.length)} more, lit on the map</p> : null}
            </div>
          ))}
        </div>
      )}
    </section>
  );
}
