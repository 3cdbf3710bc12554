/** What a person looks for in a log. */
export interface LinePattern {
  readonly text: string;
  /** The text is a regular expression (ECMAScript's), else plain words. */
  readonly regex: boolean;
  readonly matchCase: boolean;
}

/** Where in a line something was found, in UTF-16 units. */
export interface Found {
  readonly column: number;
  readonly length: number;
}

/** Finds the first place in a line at or after `from`; null where there is none. */
export type Finder = (line: string, from: number) => Found | null;

/** Marks of one line that are shown. */
const MOST_MARKS = 100;

/** Null where there is nothing to look for, or the text is no regular expression. */
export function finderOf({ text, regex, matchCase }: LinePattern): Finder | null {
  if (text === '') return null;
  if (regex) return regexFinder(text, matchCase);
  if (matchCase) return plainFinder(text, (line) => line);
  return plainFinder(text.toLowerCase(), (line) => line.toLowerCase());
}

function plainFinder(needle: string, folded: (line: string) => string): Finder {
  return (line, from) => {
    const column = folded(line).indexOf(needle, from);
    return column === -1 ? null : { column, length: needle.length };
  };
}

function regexFinder(text: string, matchCase: boolean): Finder | null {
  try {
    const pattern = new RegExp(text, matchCase ? 'g' : 'gi');
    return (line, from) => {
      pattern.lastIndex = from;
      const match = pattern.exec(line);
      return match === null ? null : { column: match.index, length: match[0].length };
    };
  } catch {
    return null;
  }
}

/** All places in a line, in order, without overlaps and without empty ones. */
export function marksOf(finder: Finder, line: string): readonly Found[] {
  const marks: Found[] = [];
  for (let found = finder(line, 0); found !== null && marks.length < MOST_MARKS; found = finder(line, found.column + Math.max(1, found.length))) {
    if (found.length > 0) marks.push(found);
    if (found.column >= line.length) break;
  }
  return marks;
}
