/** Breaks a name at its dashes, dots and plus signs into lines of at most `most` characters. */
export function breakName(name: string, most: number, lines: number): readonly string[] {
  const pieces = name.match(/[^-._+]+[-._+]*|[-._+]+/g) ?? [name];
  const out: string[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (last !== undefined && last.length + piece.length <= most) out[out.length - 1] = last + piece;
    else for (let start = 0; start < piece.length; start += most) out.push(piece.slice(start, start + most));
  }
  if (out.length <= lines) return out;
  const kept = out.slice(0, lines);
  kept[lines - 1] = `${(kept[lines - 1] ?? '').slice(0, most - 1)}…`;
  return kept;
}
