/** A word of the text, as it was written. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Nothing of it is missing: no quote or `/` is still open. */
  readonly closed: boolean;
}

const SPACE = /\s/;

/** The words between spaces; what stands in quotes or between two `/` may hold spaces. Any text will do. */
export function tokenise(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let start = 0;
  while (start < text.length) {
    if (SPACE.test(text.charAt(start))) {
      start += 1;
      continue;
    }
    const { end, closed } = endOf(text, start);
    tokens.push({ text: text.slice(start, end), start, end, closed });
    start = end;
  }
  return tokens;
}

function endOf(text: string, start: number): { readonly end: number; readonly closed: boolean } {
  const first = text.charAt(start) === '-' ? start + 1 : start;
  if (text.charAt(first) === '/') {
    const slash = closing(text, first + 1, '/');
    // A lone slash is a word like any other: a path in a name, say.
    if (slash >= 0) return { end: wordEnd(text, slash + 1), closed: true };
    return { end: wordEnd(text, first), closed: false };
  }
  for (let at = first; at < text.length; at++) {
    const letter = text.charAt(at);
    if (SPACE.test(letter)) return { end: at, closed: true };
    if (letter !== '"') continue;
    const quote = closing(text, at + 1, '"');
    if (quote < 0) return { end: text.length, closed: false };
    at = quote;
  }
  return { end: text.length, closed: true };
}

/** Where `mark` stands next, one behind a backslash passed over; −1 where it does not. */
function closing(text: string, from: number, mark: string): number {
  for (let at = from; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === '\\') at += 1;
    else if (letter === mark) return at;
  }
  return -1;
}

function wordEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && !SPACE.test(text.charAt(end))) end += 1;
  return end;
}
