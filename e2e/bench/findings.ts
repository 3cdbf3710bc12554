/** Per second, or a count where there is none. `''` is a bare number. */
export type Unit = 's' | 'ms' | 'h' | 'MB' | 'MB/s' | '';

/** What is wanted of a row: of its value, or of its ratio to the peer. Said, never enforced. */
export interface Budget {
  readonly of: 'value' | 'ratio';
  readonly bound: 'at most' | 'at least';
  readonly limit: number;
}

/** One figure, beside the figure of a peer or a floor that was measured in the same run. */
export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: Unit;
  /** In the same unit. Null where there is nothing to compare with. */
  readonly peer: { readonly what: string; readonly value: number } | null;
  readonly budgets: readonly Budget[];
}

/** What one benchmark found. */
export interface Findings {
  /** Which data it was measured on: the reference, or made up. */
  readonly data: string;
  readonly rows: readonly Row[];
  /** What was not measured, each with its reason. */
  readonly skipped: readonly string[];
  /** What a reader must know to read the rows. */
  readonly notes: readonly string[];
}

/** A benchmark: one question, answered with figures. */
export interface Benchmark {
  /** As it is named on the command line. */
  readonly name: string;
  readonly title: string;
  readonly run: () => Promise<Findings>;
}

export const atMost = (limit: number, of: Budget['of'] = 'value'): Budget => ({ of, bound: 'at most', limit });
export const atLeast = (limit: number, of: Budget['of'] = 'value'): Budget => ({ of, bound: 'at least', limit });

/** The value divided by the peer's; null without a peer, or where the peer's is 0. */
export function ratioOf({ value, peer }: Row): number | null {
  return peer === null || peer.value === 0 ? null : value / peer.value;
}

/** Whether a row keeps a budget; null where the peer is missing that it is measured by. */
export function keeps(row: Row, { of, bound, limit }: Budget): boolean | null {
  const figure = of === 'value' ? row.value : ratioOf(row);
  if (figure === null) return null;
  return bound === 'at most' ? figure <= limit : figure >= limit;
}
