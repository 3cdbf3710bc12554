/** More edits than this are not looked for: the trail of the search takes their square. */
const MOST_EDITS = 800;
/** Lines that may be compared in one search. */
const MOST_WORK = 4_000_000;

/**
 * The pairs of equal lines of a shortest edit from `a[aFrom … aTo)` to `b[bFrom … bTo)`, ascending (E. Myers, “An O(ND)
 * Difference Algorithm and Its Variations”, 1986, fig. 2). Null where the two are too different to say in bounded time.
 */
export function shortestEdit(a: Int32Array, aFrom: number, aTo: number, b: Int32Array, bFrom: number, bTo: number): readonly (readonly [number, number])[] | null {
  const n = aTo - aFrom;
  const m = bTo - bFrom;
  const most = Math.min(n + m, MOST_EDITS);
  const reach = new Int32Array(2 * most + 3);
  const trail: Int32Array[] = [];
  let work = 0;
  for (let edits = 0; edits <= most; edits++) {
    trail.push(reach.slice(most + 1 - edits - 1, most + 1 + edits + 2));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const at = most + 1 + diagonal;
      const down = diagonal === -edits || (diagonal !== edits && (reach[at - 1] ?? 0) < (reach[at + 1] ?? 0));
      let x = down ? (reach[at + 1] ?? 0) : (reach[at - 1] ?? 0) + 1;
      const began = x;
      while (x < n && x - diagonal < m && a[aFrom + x] === b[bFrom + x - diagonal]) x++;
      work += x - began + 1;
      reach[at] = x;
      if (x >= n && x - diagonal >= m) return pairsOf(trail, edits, n, m, aFrom, bFrom);
    }
    if (work > MOST_WORK) return null;
  }
  return null;
}

/** Walks the search back from its end. `trail[d]` holds the furthest points before round d, of diagonals −d−1 … d+1. */
function pairsOf(trail: readonly Int32Array[], edits: number, n: number, m: number, aFrom: number, bFrom: number): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  let x = n;
  let y = m;
  for (let round = edits; round >= 0; round--) {
    const before = trail[round] ?? new Int32Array(0);
    const at = (diagonal: number): number => before[diagonal + round + 1] ?? 0;
    const diagonal = x - y;
    const down = diagonal === -round || (diagonal !== round && at(diagonal - 1) < at(diagonal + 1));
    const fromX = round === 0 ? 0 : down ? at(diagonal + 1) : at(diagonal - 1);
    const startX = round === 0 ? 0 : down ? fromX : fromX + 1;
    while (x > startX && x > 0 && y > 0) {
      x--;
      y--;
      pairs.push([aFrom + x, bFrom + y]);
    }
    if (round > 0) {
      x = fromX;
      y = fromX - (down ? diagonal + 1 : diagonal - 1);
    }
  }
  return pairs.reverse();
}
