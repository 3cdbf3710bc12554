/** A cell that a spreadsheet would run as a formula is given an apostrophe, which it shows as text (OWASP, “CSV injection”). */
const FORMULA = /^[=+\-@\t\r]/;
const SPECIAL = /["\n\r,]/;

function cell(value: string | number): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const text = FORMULA.test(value) ? `'${value}` : value;
  return SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table as RFC 4180 writes it: CRLF at the end of each row, quotes where they are needed, formulas disarmed. */
export function csvOf(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [header, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
