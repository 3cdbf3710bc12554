import { keeps, ratioOf, type Budget, type Findings, type Row, type Unit } from './findings.ts';

const HEAD = ['what', 'measured', 'peer or floor', 'ratio', 'budget'];

/** The findings as text for a person: a table, then what was skipped and what to know. */
export function tableOf(title: string, { data, rows, skipped, notes }: Findings): string {
  const cells = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) => row.map((cell, column) => (column === 1 || column === 3 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  ').trimEnd());
  const rule = widths.map((width) => '─'.repeat(width)).join('──');
  const [head = '', ...body] = lines;
  return [`━━ ${title}`, `data: ${data}`, '', head, rule, ...body, ...skipped.map((reason) => `skipped: ${reason}`), ...notes.map((note) => `note: ${note}`), ''].join('\n');
}

function cellsOf(row: Row): string[] {
  const ratio = ratioOf(row);
  return [
    row.what,
    figure(row.value, row.unit),
    row.peer === null ? '–' : `${figure(row.peer.value, row.unit)}  ${row.peer.what}`,
    ratio === null ? '–' : `${digits(ratio)} ×`,
    row.budgets.length === 0 ? '–' : row.budgets.map((budget) => said(row, budget)).join(', '),
  ];
}

function said(row: Row, budget: Budget): string {
  const kept = keeps(row, budget);
  const limit = budget.of === 'ratio' ? `${budget.limit} ×` : `${budget.limit} ${row.unit}`.trim();
  return `${budget.bound === 'at most' ? '≤' : '≥'} ${limit} ${kept === null ? '(unknown)' : kept ? '(kept)' : '(missed)'}`;
}

function figure(value: number, unit: Unit): string {
  return `${digits(value)} ${unit}`.trimEnd();
}

/** Three figures that count, and whole numbers as they are. */
function digits(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
