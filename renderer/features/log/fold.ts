import type { LogPart } from '#shared/logs/part-finder.ts';

/** Parts are known by where they begin and how deep they are. */
export function keyOf({ first, depth }: Pick<LogPart, 'first' | 'depth'>): number {
  return first * 4 + depth;
}

/** The parts that a line is in, the outermost first. */
export function partsAt(parts: readonly LogPart[], line: number): readonly LogPart[] {
  return parts.filter(({ first, last }) => line >= first && line <= last);
}

/** How a log that failed opens: only what holds its cause, or its last phase, and the line that is looked at. */
export function foldedAtFirst(parts: readonly LogPart[], cause: number | null, line: number | null): ReadonlySet<number> {
  const last = parts.findLast(({ depth }) => depth === 0)?.last ?? 0;
  const open = new Set([...partsAt(parts, cause ?? last), ...(line === null ? [] : partsAt(parts, line))].map(keyOf));
  return new Set(parts.map(keyOf).filter((key) => !open.has(key)));
}

interface Cut {
  /** The first and last line that are not seen. */
  readonly from: number;
  readonly to: number;
  /** Lines that are hidden before it. */
  readonly before: number;
}

/** Rows and lines of a log in which parts are folded: each line that is seen has one row. Rows count from 0, lines from 1. */
export class FoldedLines {
  readonly count: number;
  readonly #cuts: readonly Cut[];
  readonly #lines: number;

  constructor(lines: number, parts: readonly LogPart[], folded: ReadonlySet<number>) {
    this.#lines = lines;
    const cuts: Cut[] = [];
    let hidden = 0;
    let until = 0;
    for (const part of parts) {
      const to = Math.min(lines, part.last);
      // What lies within something that is folded is hidden with it.
      if (!folded.has(keyOf(part)) || part.first <= until || to <= part.first) continue;
      cuts.push({ from: part.first + 1, to, before: hidden });
      hidden += to - part.first;
      until = to;
    }
    this.#cuts = cuts;
    this.count = lines - hidden;
  }

  /** The row of a line; that of the line which announces what it is folded away in. */
  rowOf(line: number): number {
    const cut = this.#cuts[this.#last((each) => each.from <= line)];
    if (cut === undefined) return Math.max(0, line - 1);
    if (line <= cut.to) return cut.from - 2 - cut.before;
    return line - 1 - cut.before - (cut.to - cut.from + 1);
  }

  lineAt(row: number): number {
    const cut = this.#cuts[this.#last((each) => each.from - 1 - each.before <= row)];
    const line = row + 1 + (cut === undefined ? 0 : cut.before + cut.to - cut.from + 1);
    return Math.max(1, Math.min(this.#lines, line));
  }

  isSeen(line: number): boolean {
    const cut = this.#cuts[this.#last((each) => each.from <= line)];
    return cut === undefined || line > cut.to;
  }

  /** The index of the last cut for which something holds that holds for all before it; −1 for none. */
  #last(holds: (cut: Cut) => boolean): number {
    let low = 0;
    let high = this.#cuts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const cut = this.#cuts[middle];
      if (cut !== undefined && holds(cut)) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
