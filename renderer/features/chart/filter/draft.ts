import { tokenise } from '#shared/filter/tokenise.ts';

/** A filter in two parts: the words that are finished, and the one that is being typed. */
export interface Draft {
  readonly done: string;
  readonly draft: string;
}

/** Splits a filter whose last word may be the one that is typed; a word with an open quote always is. */
export function splitDraft(filter: string, typed: string): Draft {
  const last = tokenise(filter).at(-1);
  if (last === undefined) return { done: '', draft: '' };
  const open = !last.closed && last.text.includes('"');
  return open || (typed !== '' && last.text === typed && last.end === filter.length) ? { done: filter.slice(0, last.start).trim(), draft: last.text } : { done: filter.trim(), draft: '' };
}

/** What becomes of the words when the box holds `value`: all but the last are finished, and that one too once a space follows it. */
export function takeTyped(done: string, value: string): Draft {
  const tokens = tokenise(value);
  const last = tokens.at(-1);
  const draft = last !== undefined && last.end === value.length ? last.text : '';
  const finished = draft === '' ? tokens : tokens.slice(0, -1);
  return { done: joinWords([done, ...finished.map(({ text }) => text)]), draft };
}

export function joinWords(words: readonly string[]): string {
  return words.filter((word) => word !== '').join(' ');
}

/** The word with what it lacks: a quote that is open is closed. */
export function closeWord(draft: string): string {
  if (!draft.includes('"')) return draft;
  // After a backslash the first quote closes nothing.
  return [draft, `${draft}"`, `${draft}""`].find((word) => tokenise(word)[0]?.closed === true) ?? draft;
}
