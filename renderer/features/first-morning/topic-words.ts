import type { MorningHeadline } from '#shared/plan/first-morning/say.ts';

export const TOPIC_TITLES: Readonly<Record<MorningHeadline['topic'], string>> = {
  reach: 'How far it gets',
  missing: 'What is missing',
  floors: 'Versions too old',
  selfLoops: 'What needs itself',
  cycles: 'Cycles',
  noarch: 'Importing noarch',
  initialBase: 'The initial base',
};

/** Weight as a glyph and a word: colour is never alone. */
export const WEIGHT_MARKS: Readonly<Record<MorningHeadline['weight'], { readonly glyph: string; readonly word: string }>> = {
  trouble: { glyph: '✕', word: 'in the way' },
  work: { glyph: '▲', word: 'to plan for' },
  fine: { glyph: '✓', word: 'fine' },
};
