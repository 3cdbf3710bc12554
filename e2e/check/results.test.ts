import { expect, test } from 'vitest';

import { playwrightOutcome, vitestOutcome } from './results.ts';

test('counts what vitest says, and names what was skipped', () => {
  const report = { testResults: [{ name: 'a.test.ts', assertionResults: [{ status: 'passed', fullName: 'a works' }, { status: 'failed', fullName: 'b works' }, { status: 'pending', fullName: 'c [needs rpm]' }] }] };
  expect(vitestOutcome(report)).toEqual({ passed: 1, failed: 1, skipped: ['c [needs rpm]'] });
});

test('counts what Playwright says, and names what was skipped with its reason', () => {
  const spec = (title: string, status: string, description?: string) => ({ title, tests: [{ status, annotations: description === undefined ? [] : [{ description }] }] });
  const report = { suites: [{ title: 'one', specs: [spec('a', 'expected'), spec('b', 'unexpected')], suites: [{ title: 'two', specs: [spec('c', 'skipped', 'needs a display')] }] }] };
  expect(playwrightOutcome(report)).toEqual({ passed: 1, failed: 1, skipped: ['c: needs a display'] });
});

test('refuses what is no report', () => {
  expect(() => vitestOutcome({})).toThrow();
  expect(() => playwrightOutcome(null)).toThrow();
});
