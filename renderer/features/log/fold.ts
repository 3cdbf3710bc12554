import type { Phase } from './log-buffer.ts';

/** A part of a log that folds as one: a phase of the build, or what came before the first. */
export interface Section {
  readonly name: string;
  /** The line that announces it; it stays when the rest is folded away. */
  readonly first: number;
  readonly last: number;
}

/** The log in sections, without gaps; none while there is nothing to tell apart. Lines count from 1. */
export function sectionsOf(phases: readonly Phase[], lines: number): readonly Section[] {
  const starts = phases.filter(({ line }) => line <= lines);
  const first = starts[0];
  if (first === undefined) return [];
  const all = first.line > 1 ? [{ name: 'set-up', line: 1 }, ...starts] : starts;
  return all.map(({ name, line }, index) => ({ name, first: line, last: (all[index + 1]?.line ?? lines + 1) - 1 }));
}

export function sectionAt(sections: readonly Section[], line: number): Section | undefined {
  return sections.findLast(({ first, last }) => line >= first && line <= last);
}

/** How a log that failed opens: only the section that holds its cause, or the last one, and the line that is looked at. */
export function foldedAtFirst(sections: readonly Section[], cause: number | null, line: number | null): ReadonlySet<number> {
  const open = new Set([sectionAt(sections, cause ?? Infinity) ?? sections.at(-1), line === null ? undefined : sectionAt(sections, line)]);
  return new Set(sections.filter((section) => !open.has(section)).map(({ first }) => first));
}

/** How many rows of the screen stand before a line, and which line a row belongs to: one row for each line, or more where lines are wrapped. */
export interface Rows {
  rowsBefore(line: number): number;
  lineAt(row: number): number;
}

export const ONE_ROW_EACH: Rows = { rowsBefore: (line) => line - 1, lineAt: (row) => row + 1 };

interface Cut {
  readonly line: number;
  /** The first line below that is seen again. */
  readonly until: number;
  readonly rows: number;
}

/**
 * Rows and lines of a log in which sections are folded. The announcing line of a section always has one row. All is
 * told in rows from 0 and lines from 1.
 */
export class FoldedRows implements Rows {
  readonly count: number;
  readonly #rows: Rows;
  readonly #cuts: readonly Cut[];
  readonly #lines: number;

  constructor(rows: Rows, lines: number, sections: readonly Section[], folded: ReadonlySet<number>) {
    this.#rows = rows;
    this.#lines = lines;
    this.#cuts = sections
      .map(({ first, last }) => {
        const until = folded.has(first) ? last + 1 : first + 1;
        return { line: first, until, rows: rows.rowsBefore(until) - rows.rowsBefore(first) - 1 };
      })
      .filter(({ rows: hidden }) => hidden > 0);
    this.count = rows.rowsBefore(lines + 1) - this.#cuts.reduce((sum, cut) => sum + cut.rows, 0);
  }

  /** The row where a line begins; that of its section's announcement while it is folded away. */
  rowsBefore(line: number): number {
    let hidden = 0;
    for (const cut of this.#cuts) {
      if (line <= cut.line) break;
      if (line < cut.until) return this.#rows.rowsBefore(cut.line) - hidden;
      hidden += cut.rows;
    }
    return this.#rows.rowsBefore(line) - hidden;
  }

  lineAt(row: number): number {
    let hidden = 0;
    for (const cut of this.#cuts) {
      const own = this.#rows.rowsBefore(cut.line) - hidden;
      if (row < own) break;
      if (row === own) return cut.line;
      hidden += cut.rows;
    }
    return Math.max(1, Math.min(this.#lines, this.#rows.lineAt(row + hidden)));
  }

  /** The line that is seen after a line; one more than there are at the end. */
  after(line: number): number {
    return this.#cuts.find((cut) => cut.line === line)?.until ?? line + 1;
  }
}
