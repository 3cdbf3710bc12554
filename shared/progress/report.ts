import { PACKAGE_STATES, STATE_WORDS, type PackageState } from '../vocabulary/package-state.ts';
import { csvOf } from './csv.ts';

/** One package as a report tells of it. */
export interface ReportRow {
  readonly source: string;
  readonly evr: string;
  readonly state: PackageState;
  readonly provisional: boolean;
  readonly owner: string | null;
  readonly failureClass: string | null;
  /** How many packages wait for it. */
  readonly holdsUp: number;
  /** Why it is in its state: the sentence of its drawer and of `portolan why`. */
  readonly why: string;
}

/** A port at one moment, to send on. */
export interface Report {
  readonly name: string;
  /** When, as ISO 8601 writes it, UTC. */
  readonly at: string;
  readonly pass: { readonly number: number; readonly of: number };
  /** Per cent ported. */
  readonly percent: number;
  /** The honest numbers in a sentence (`tallySentence`). */
  readonly sentence: string;
  /** Some of it was built by a simulation. */
  readonly simulated: boolean;
  readonly rows: readonly ReportRow[];
}

const COLUMNS = ['package', 'version', 'state', 'holds up', 'class', 'owner', 'why'] as const;

/** RFC 4180, one row for each package. */
export function reportCsv({ rows }: Report): string {
  return csvOf(COLUMNS, rows.map((row) => [row.source, row.evr, stateWords(row), row.holdsUp, row.failureClass ?? '', row.owner ?? '', row.why]));
}

/** Lines of text: the numbers, then each package with its sentence. */
export function reportText(report: Report): string {
  const lines = report.rows.map((row) => `${STATE_WORDS[row.state].glyph} ${row.source}: ${stateWords(row)}. ${row.why}${row.holdsUp > 0 ? ` Holds up ${row.holdsUp}.` : ''}${row.owner === null ? '' : ` (${row.owner})`}`);
  return `${headline(report)}\n${lines.map((line) => `${line}\n`).join('')}`;
}

/** A page by itself: no script, nothing fetched. All text is escaped, for names and log lines come from outside. */
export function reportHtml(report: Report): string {
  const cells = (row: ReportRow): string => [row.source, row.evr, `${STATE_WORDS[row.state].glyph} ${stateWords(row)}`, row.holdsUp === 0 ? '' : String(row.holdsUp), row.failureClass ?? '', row.owner ?? '', row.why].map((text) => `<td>${escapeHtml(text)}</td>`).join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(report.name)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escapeHtml(report.name)}</h1>
<p>${escapeHtml(headline(report))}</p>
<table>
<thead><tr>${COLUMNS.map((column) => `<th scope="col">${column}</th>`).join('')}</tr></thead>
<tbody>
${report.rows.map((row) => `<tr id="${escapeHtml(row.source)}">${cells(row)}</tr>\n`).join('')}</tbody>
</table>
</body>
</html>
`;
}

/** Text that means itself inside an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** What most people look for first: what is in the way, worst first; what is done comes last. */
export function orderOfReport(a: ReportRow, b: ReportRow): number {
  return rank(a.state) - rank(b.state) || b.holdsUp - a.holdsUp || (a.source < b.source ? -1 : 1);
}

const WORST_FIRST: readonly PackageState[] = ['failed', 'stuck', 'held', 'unresolvable', 'broken-source', 'left-out', 'building', 'queued', 'ready', 'blocked', 'built', 'in-repo', 'not-for-arch'];

function rank(state: PackageState): number {
  const place = WORST_FIRST.indexOf(state);
  return place < 0 ? PACKAGE_STATES.length : place;
}

function stateWords({ state, provisional }: ReportRow): string {
  return `${STATE_WORDS[state].word}${provisional ? ', provisional' : ''}`;
}

function headline({ percent, sentence, at, pass, simulated }: Report): string {
  return `${simulated ? 'SIMULATION. ' : ''}${percent.toFixed(1)} %: ${sentence}. Pass ${pass.number} of ${pass.of}, ${at.slice(0, 16).replace('T', ' ')} UTC.`;
}

const STYLE = `:root{color-scheme:light dark}body{font:13px/1.5 system-ui,sans-serif;margin:24px;max-width:1400px}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:4px 16px 4px 0;border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent)}td:nth-child(4){text-align:right}th{position:sticky;top:0;background:Canvas}@media print{th{position:static}}`;
