import type { ReactNode } from 'react';

import { STATE_WORDS } from '#shared/vocabulary/package-state.ts';
import { formatCount, formatPercent } from '#renderer/ui/format.ts';
import { MARK_STYLES } from '#renderer/ui/palette.ts';

import type { Size } from './camera.ts';
import { besidePointer } from './hover-card.tsx';
import { countIn, doneIn, MASS_ORDER } from './paint-masses.ts';
import type { Scene } from './scene.ts';

/** The mass that the pointer is on, far out: which rank or cycle, and how it stands. */
export function BlockCard({ scene, block, x, y, view }: { readonly scene: Scene; readonly block: number; readonly x: number; readonly y: number; readonly view: Size }): ReactNode {
  const shown = scene.placed.blocks[block];
  if (shown === undefined) return null;
  const { left, top } = besidePointer(x, y, view);
  const { done, portable } = doneIn(scene, block);
  return (
    <div className="hover-card" style={{ transform: `translate(${left}px, ${top}px)` }} aria-hidden="true">
      <strong>{shown.component >= 0 ? `Cycle of ${formatCount(shown.count)}, rank ${shown.rank}` : `Rank ${shown.rank}: ${formatCount(shown.count)} ${shown.count === 1 ? 'package' : 'packages'}`}</strong>
      <span className="soft">{formatPercent(done, portable)} % in the repository</span>
      <span className="block-states">
        {MASS_ORDER.map((style) => {
          const count = countIn(scene, block, MARK_STYLES.indexOf(style));
          if (count === 0) return null;
          const word = style === 'provisional' || style === 'stale' || style === 'triaged' ? style : STATE_WORDS[style].word;
          return (
            <span key={style} className="block-state" data-state={style}>
              <i className="block-swatch" /> {formatCount(count)} {word}
            </span>
          );
        })}
      </span>
      <span className="faint">A click goes nearer.</span>
    </div>
  );
}
