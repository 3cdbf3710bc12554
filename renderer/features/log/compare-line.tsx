import { memo, type ReactNode } from 'react';

import type { StepKind } from '#shared/logs/compare-steps.ts';
import { plural } from '#renderer/ui/format.ts';
import { Icon } from '#renderer/ui/icons.tsx';

import type { CompareRow } from './compare-rows.ts';
import { LineText } from './log-line.tsx';

const GLYPHS: Readonly<Record<StepKind, { readonly glyph: string; readonly words: string }>> = {
  same: { glyph: '', words: '' },
  removed: { glyph: '−', words: 'only in the earlier' },
  added: { glyph: '+', words: 'only in the later' },
  'moved-away': { glyph: '~', words: 'in another order' },
  'moved-here': { glyph: '~', words: 'in another order' },
  'removed-coarse': { glyph: '−', words: 'only in the earlier; too different here to be told line from line' },
  'added-coarse': { glyph: '+', words: 'only in the later; too different here to be told line from line' },
};

/** What is the same between two differences; a click shows it. */
export function CompareGap({ row, gap, onOpen }: { readonly row: number; readonly gap: Extract<CompareRow, { kind: 'gap' }>; readonly onOpen: (gap: number) => void }): ReactNode {
  return (
    <div className="log-line compare-gap" data-row={row}>
      <button type="button" aria-expanded={false} onClick={() => onOpen(gap.gap)}>
        <Icon name="fold" size={12} />
        {plural(gap.same, 'line')} the same{gap.moved === 0 ? '' : `, ${plural(gap.moved, 'of them', 'of them')} in another order`}
      </button>
    </div>
  );
}

/** One line of a comparison, with its numbers in both logs. */
export const CompareLine = memo(function CompareLine({ row, step, earlier, later, text, cut, isCurrent }: { readonly row: number; readonly step: StepKind; readonly earlier: number | null; readonly later: number | null; readonly text: string | null; readonly cut: boolean; readonly isCurrent: boolean }): ReactNode {
  const { glyph, words } = GLYPHS[step];
  return (
    <div className="log-line compare-line" data-row={row} data-step={step} data-current={isCurrent || undefined}>
      <span className="log-number">{earlier ?? ''}</span>
      <span className="log-number">{later ?? ''}</span>
      <span className="compare-glyph" title={words}>
        {glyph}
        {words === '' ? null : <span className="visually-hidden">{words}</span>}
      </span>
      <span className="log-text">{text === null ? '' : <LineText text={text} cut={cut} finder={null} found={null} />}</span>
    </div>
  );
});
