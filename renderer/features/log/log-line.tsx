import { memo, useMemo, type MouseEvent, type ReactNode } from 'react';

import { marksOf, type Finder, type Found } from '#shared/logs/line-pattern.ts';
import { plainLine } from '#shared/logs/plain-line.ts';
import { styledLine } from '#shared/logs/styled-line.ts';

import { markedSpans } from './marked-spans.ts';

const NO_MARKS: readonly Found[] = [];

/** The text of a line: its colours, and what was found in it. `finder` must be safe to run here (plain words). */
export const LineText = memo(function LineText({ text, cut, finder, found }: { readonly text: string; readonly cut: boolean; readonly finder: Finder | null; readonly found: readonly Found[] | null }): ReactNode {
  const pieces = useMemo(() => markedSpans(styledLine(text), found ?? (finder === null ? NO_MARKS : marksOf(finder, plainLine(text)))), [text, finder, found]);
  return (
    <>
      {pieces.map(({ text: words, marked, colour, ground, bold, faint, italic, underline }, index) => {
        const classes = [
          colour === null ? '' : `ansi-${colour}`,
          ground === null ? '' : `ansi-on-${ground}`,
          bold ? 'ansi-bold' : '',
          faint ? 'ansi-faint' : '',
          italic ? 'ansi-italic' : '',
          underline ? 'ansi-underline' : '',
          marked ? 'log-mark' : '',
        ].filter((each) => each !== '');
        return classes.length === 0 ? (
          words
        ) : (
          <span key={index} className={classes.join(' ')}>
            {words}
          </span>
        );
      })}
      {cut ? <span className="faint"> … the rest of this line is not shown</span> : null}
    </>
  );
});

/** One line of a log with its number. A line that has not come yet is empty. */
export const LogLine = memo(function LogLine({
  row,
  number,
  text,
  cut,
  finder,
  found,
  isHit,
  isCause,
  isCurrent,
  head,
  onNumber,
}: {
  readonly row: number;
  readonly number: number;
  readonly text: string | null;
  readonly cut: boolean;
  readonly finder: Finder | null;
  readonly found: readonly Found[] | null;
  readonly isHit: boolean;
  readonly isCause: boolean;
  readonly isCurrent: boolean;
  readonly head: ReactNode;
  readonly onNumber: (number: number, event: MouseEvent) => void;
}): ReactNode {
  return (
    <div className="log-line" data-row={row} data-line={number} data-head={head !== null || undefined} data-cause={isCause || undefined} data-current={isCurrent || undefined} data-hit={isHit || undefined} data-loaded={text !== null || undefined}>
      <button type="button" className="log-number" tabIndex={-1} aria-label={`Line ${number}: look at it, with Shift up to here`} onClick={(event) => onNumber(number, event)}>
        {number}
      </button>
      {isCause ? (
        <span className="log-glyph" title="The line that says why">
          ✕
        </span>
      ) : null}
      {head}
      <span className="log-text">{text === null ? '' : <LineText text={text} cut={cut} finder={finder} found={found} />}</span>
    </div>
  );
});
