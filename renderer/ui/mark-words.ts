import { STATE_WORDS, type StateWords } from '#shared/vocabulary/package-state.ts';

import type { MarkStyle } from './palette.ts';

const FLAG_WORDS: Readonly<Record<'provisional' | 'stale' | 'triaged', StateWords>> = {
  provisional: { glyph: '◩', word: 'provisional', meaning: 'In the repository, with a port fix that must go again.' },
  stale: { glyph: '◳', word: 'stale', meaning: 'In the repository, but its inputs have changed since.' },
  triaged: { glyph: '⊠', word: 'triaged', meaning: 'Failed, and a person has given it a verdict.' },
};

/** Glyph, word and meaning of all that a mark can look like. */
export function markWords(style: MarkStyle): StateWords {
  return style === 'provisional' || style === 'stale' || style === 'triaged' ? FLAG_WORDS[style] : STATE_WORDS[style];
}

export function glyphOf(style: MarkStyle): string {
  return markWords(style).glyph;
}
