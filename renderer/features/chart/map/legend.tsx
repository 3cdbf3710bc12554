import { useMemo, type ReactNode } from 'react';

import { STATE_WORDS, type PackageState } from '#shared/vocabulary/package-state.ts';
import { statesInFilter, toggleStateTerm } from '#renderer/state/filter.ts';
import { go, usePlace } from '#renderer/state/location.ts';
import { usePort } from '#renderer/state/port.ts';
import type { PortModel } from '#renderer/state/port-model.ts';
import { formatCount } from '#renderer/ui/format.ts';
import { MARK_STYLES, type MarkStyle } from '#renderer/ui/palette.ts';
import { Tip } from '#renderer/ui/tip.tsx';

import { MarkSwatch } from './mark-swatch.tsx';
import { MASS_ORDER } from './paint-masses.ts';
import { CARDS_UP_TO } from './place-map.ts';
import { styleAt } from './scene.ts';

const FLAG_WORDS = {
  provisional: { glyph: '◩', word: 'provisional', meaning: 'In the repository, with a port fix that must go again.' },
  stale: { glyph: '◳', word: 'stale', meaning: 'In the repository, but its inputs have changed since.' },
  triaged: { glyph: '⊠', word: 'triaged', meaning: 'Failed, and a person has given it a verdict.' },
} as const;

function wordsOf(style: MarkStyle): { readonly glyph: string; readonly word: string; readonly meaning: string } {
  return style === 'provisional' || style === 'stale' || style === 'triaged' ? FLAG_WORDS[style] : STATE_WORDS[style satisfies PackageState];
}

/** Which state has how many; a click shows only those. */
export function Legend({ model }: { readonly model: PortModel }): ReactNode {
  const version = usePort((state) => state.version);
  const filter = usePlace((place) => place.filter);
  const counts = useMemo(() => {
    const all = new Uint32Array(MARK_STYLES.length);
    if (version >= 0) for (let source = 0; source < model.names.length; source++) all[styleAt(model, source)] = (all[styleAt(model, source)] ?? 0) + 1;
    return new Map(MARK_STYLES.map((style, index) => [style, all[index] ?? 0]));
  }, [model, version]);
  const chosen = statesInFilter(filter);
  const marks = model.names.length > CARDS_UP_TO;
  return (
    <div className="legend" role="group" aria-label="States, with their counts">
      {MASS_ORDER.filter((style) => (counts.get(style) ?? 0) > 0 || chosen.has(style)).map((style) => {
        const { glyph, word, meaning } = wordsOf(style);
        return (
          <Tip key={style} words={`${meaning} Click to show only these.`} side="top">
            <button type="button" className="legend-item" data-state={style} aria-pressed={chosen.has(style)} onClick={() => go({ filter: toggleStateTerm(filter, style) }, { remember: false })}>
              {marks ? (
                <MarkSwatch style={style} />
              ) : (
                <span className="legend-mark" aria-hidden="true">
                  {glyph}
                </span>
              )}
              {word} <b>{formatCount(counts.get(style) ?? 0)}</b>
            </button>
          </Tip>
        );
      })}
    </div>
  );
}
