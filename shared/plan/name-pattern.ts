/**
 * A test for lists of package names as a person writes them: a name or a NEVRA, where `*` stands for any characters and
 * `?` for one. Which of the patterns is met first is the answer, -1 for none.
 */
export function namePatterns(patterns: readonly string[]): (name: string, nevra: string) => number {
  const plain = new Map<string, number>();
  const globs: { readonly order: number; readonly pattern: string }[] = [];
  patterns.forEach((pattern, order) => {
    if (!/[*?]/.test(pattern)) {
      if (!plain.has(pattern)) plain.set(pattern, order);
      return;
    }
    globs.push({ order, pattern });
  });
  if (plain.size === 0 && globs.length === 0) return () => -1;
  return (name, nevra) => {
    const found = [plain.get(name), plain.get(nevra), globs.find(({ pattern }) => isMet(pattern, name) || isMet(pattern, nevra))?.order];
    return found.reduce<number>((least, order) => (order !== undefined && (least === -1 || order < least) ? order : least), -1);
  };
}

/** Walks both at once and goes back to the last `*` only, so that no pattern takes longer than both lengths multiplied. */
function isMet(pattern: string, text: string): boolean {
  let [at, from] = [0, 0];
  let [star, resume] = [-1, 0];
  while (from < text.length) {
    if (pattern[at] === '*') {
      star = at++;
      resume = from;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[from])) {
      at++;
      from++;
    } else if (star >= 0) {
      at = star + 1;
      from = ++resume;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
