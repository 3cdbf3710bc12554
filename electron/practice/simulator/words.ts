/**
 * The words of a command line that `quote` of shared/vocabulary/shell.ts made: one space between words, each of plain
 * characters, pieces between single quotes and `\'`. Null for everything else that a shell could read: a simulated
 * builder has no shell, and must not look as if it had one.
 */
export function parseWords(line: string): string[] | null {
  if (!WHOLE.test(line)) return null;
  const words: string[] = [];
  let word = '';
  for (const [piece] of line.matchAll(PIECE)) {
    if (piece === ' ') {
      words.push(word);
      word = '';
    } else if (piece === "\\'") word += "'";
    else word += piece.startsWith("'") ? piece.slice(1, -1) : piece;
  }
  words.push(word);
  return words;
}

const PIECE = /[A-Za-z0-9_@%+=:,./-]+|'[^'\0]*'|\\'| /g;
const WORD = "(?:[A-Za-z0-9_@%+=:,./-]|'[^'\\0]*'|\\\\')+";
const WHOLE = new RegExp(`^${WORD}(?: ${WORD})*$`);
