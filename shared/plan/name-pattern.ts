/**
 * A test for lists of package names as a person writes them: a name or a NEVRA, where `*` stands for any characters and
 * `?` for one. Which of the patterns is met first is the answer, -1 for none.
 */
export function namePatterns(patterns: readonly string[]): (name: string, nevra: string) => number {
  const plain = new Map<string, number>();
  const globs: { readonly order: number; readonly matches: RegExp }[] = [];
  patterns.forEach((pattern, order) => {
    if (!/[*?]/.test(pattern)) {
      if (!plain.has(pattern)) plain.set(pattern, order);
      return;
    }
    // Runs of `*` say no more than one, and would make the test slow.
    const text = pattern.replace(/\*+/g, '*').replace(/[\\^$.+()[\]{}|]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
    globs.push({ order, matches: new RegExp(`^${text}$`, 's') });
  });
  if (plain.size === 0 && globs.length === 0) return () => -1;
  return (name, nevra) => {
    const found = [plain.get(name), plain.get(nevra), globs.find(({ matches }) => matches.test(name) || matches.test(nevra))?.order];
    return found.reduce<number>((least, order) => (order !== undefined && (least === -1 || order < least) ? order : least), -1);
  };
}
