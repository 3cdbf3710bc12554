import fc from 'fast-check';
import { expect, test } from 'vitest';

import { PACKAGE_STATES } from '../vocabulary/package-state.ts';
import { escapeHtml, orderOfReport, reportCsv, reportHtml, reportText, type Report, type ReportRow } from './report.ts';

const hostile = fc.oneof(fc.string(), fc.constantFrom('<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onload='x", '&amp;', '=1+1'));
const row: fc.Arbitrary<ReportRow> = fc.record({
  source: hostile,
  evr: hostile,
  state: fc.constantFrom(...PACKAGE_STATES),
  provisional: fc.boolean(),
  owner: fc.option(hostile),
  failureClass: fc.option(hostile),
  holdsUp: fc.nat(),
  why: hostile,
});
const report = (rows: readonly ReportRow[], name = 'EL'): Report => ({ name, at: '1970-01-01T00:00:00.000Z', pass: { number: 1, of: 3 }, percent: 12.34, sentence: '1 ported', simulated: false, rows });

test('no text of a package becomes a part of the page', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 5 }), hostile, (rows, name) => {
      const html = reportHtml(report(rows, name));
      const tags = (html.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/ id="[^"<>]*"/, ' id'));
      const plain = (reportHtml(report(rows.map((each) => ({ ...each, source: 'a', evr: 'a', owner: 'a', failureClass: 'a', why: 'a' })), 'a')).match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/ id="[^"<>]*"/, ' id'));
      expect(tags).toEqual(plain);
    }),
  );
});

test('escaped text is read back as it was', () => {
  fc.assert(fc.property(fc.string(), (text) => escapeHtml(text).replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))) === text));
});

test('what is in the way comes first, worst first, and the order is total', () => {
  fc.assert(
    fc.property(fc.uniqueArray(row, { selector: ({ source }) => source, maxLength: 12 }), (rows) => {
      expect(rows.toSorted(orderOfReport)).toEqual(rows.toReversed().toSorted(orderOfReport));
    }),
  );
  const failed = { source: 'b', evr: '1', state: 'failed', provisional: false, owner: 'eve', failureClass: 'byte-order', holdsUp: 7, why: 'It fails.' } as const;
  const built = { ...failed, source: 'a', state: 'in-repo', provisional: true, holdsUp: 0, why: 'Done.' } as const;
  const rows = [built, failed].toSorted(orderOfReport);
  expect(reportText(report(rows))).toBe('12.3 %: 1 ported. Pass 1 of 3, 1970-01-01 00:00 UTC.\n✕ b: failed. It fails. Holds up 7. (eve)\n■ a: in repo, provisional. Done. (eve)\n');
  expect(reportCsv(report(rows))).toContain('b,1,failed,7,byte-order,eve,It fails.\r\n');
});
