import { STEP_KINDS, TAKES, type StepKind, type Steps } from '#shared/logs/compare-steps.ts';

/** Lines of what is the same before and after each difference. */
const CONTEXT = 3;
/** Fewer are shown rather than folded. */
const WORTH_FOLDING = 3;

/** What stands in one row of a comparison; lines count from 1, null where the other log has none. */
export type CompareRow =
  | { readonly kind: 'line'; readonly step: StepKind; readonly earlier: number | null; readonly later: number | null }
  | { readonly kind: 'gap'; readonly gap: number; readonly same: number; readonly moved: number };

interface Segment {
  readonly firstRow: number;
  readonly rows: number;
  readonly step: StepKind;
  readonly earlier: number | null;
  readonly later: number | null;
  readonly gap: { readonly id: number; readonly same: number; readonly moved: number } | null;
}

/** A stretch of one kind of step, with where it begins in both logs. */
interface Run {
  readonly kind: number;
  readonly earlier: number;
  readonly later: number;
  readonly count: number;
}

/**
 * The rows of a comparison: every difference with a few lines around it, and what is the same between them folded into one row,
 * unless it was opened. Lines that only stand in another order are told as a count; where they are opened they are shown as the later log has them.
 */
export class CompareRows {
  readonly count: number;
  /** The row where each difference begins. */
  readonly differences: readonly number[];
  readonly #segments: readonly Segment[];

  constructor({ kinds, counts }: Steps, opened: ReadonlySet<number>) {
    const segments: Segment[] = [];
    const differences: number[] = [];
    let rows = 0;
    const put = (segment: Omit<Segment, 'firstRow'>): void => {
      if (segment.rows <= 0) return;
      segments.push({ ...segment, firstRow: rows });
      rows += segment.rows;
    };
    const line = ({ kind, earlier, later, count }: Run): void => {
      const takes = TAKES[kind];
      put({ rows: count, step: STEP_KINDS[kind] ?? 'same', earlier: takes?.earlier === true ? earlier : null, later: takes?.later === true ? later : null, gap: null });
    };
    /** A stretch without a difference: its ends are shown where a difference is beside them. */
    const calm = (runs: readonly Run[], isFirst: boolean, isLast: boolean, id: number): void => {
      // What was moved away is shown where it came to.
      const shown = runs.filter(({ kind }) => TAKES[kind]?.later === true);
      const moved = runs.reduce((sum, { kind, count }) => sum + (STEP_KINDS[kind] === 'moved-away' || STEP_KINDS[kind] === 'moved-here' ? count : 0), 0);
      const all = shown.reduce((sum, { count }) => sum + count, 0);
      const head = isFirst ? 0 : Math.min(CONTEXT, all);
      const tail = isLast ? 0 : Math.min(CONTEXT, all - head);
      const hidden = all - head - tail;
      if (opened.has(id) || hidden < WORTH_FOLDING) return shown.forEach(line);
      for (const run of clipped(shown, 0, head)) line(run);
      put({ rows: 1, step: 'same', earlier: null, later: null, gap: { id, same: hidden, moved } });
      for (const run of clipped(shown, all - tail, all)) line(run);
    };
    let [earlier, later] = [1, 1];
    let waiting: Run[] = [];
    let any = false;
    for (const [index, kind] of kinds.entries()) {
      const takes = TAKES[kind];
      const count = counts[index] ?? 0;
      const run = { kind, earlier, later, count };
      if (takes?.differs === true) {
        if (waiting.length > 0 || !any) {
          calm(waiting, !any, false, index);
          if (waiting.length > 0 || !any) differences.push(rows);
        }
        waiting = [];
        any = true;
        line(run);
      } else waiting.push(run);
      if (takes?.earlier === true) earlier += count;
      if (takes?.later === true) later += count;
    }
    calm(waiting, !any, true, kinds.length);
    this.count = rows;
    this.differences = differences;
    this.#segments = segments;
  }

  at(row: number): CompareRow | null {
    let low = 0;
    let high = this.#segments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#segments[middle]?.firstRow ?? 0) <= row) low = middle + 1;
      else high = middle;
    }
    const segment = this.#segments[low - 1];
    if (segment === undefined) return null;
    if (segment.gap !== null) return { kind: 'gap', gap: segment.gap.id, same: segment.gap.same, moved: segment.gap.moved };
    const offset = row - segment.firstRow;
    return { kind: 'line', step: segment.step, earlier: segment.earlier === null ? null : segment.earlier + offset, later: segment.later === null ? null : segment.later + offset };
  }

  /** The first rows of what was taken out and of what was put in, to mark them. */
  marks(): { readonly removed: readonly number[]; readonly added: readonly number[] } {
    const of = (...steps: readonly StepKind[]): readonly number[] => this.#segments.filter(({ step }) => steps.includes(step)).map(({ firstRow }) => firstRow);
    return { removed: of('removed', 'removed-coarse'), added: of('added', 'added-coarse') };
  }
}

/** The lines `from … to` of several runs, counted from 0 over all of them. */
function clipped(runs: readonly Run[], from: number, to: number): readonly Run[] {
  let at = 0;
  return runs.flatMap((run) => {
    const begin = Math.max(0, from - at);
    const end = Math.min(run.count, to - at);
    at += run.count;
    return end > begin ? [{ ...run, earlier: run.earlier + begin, later: run.later + begin, count: end - begin }] : [];
  });
}
