import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { fixChange, type FixChange } from '../contract/schemas/port-fix.ts';
import { suggestFixes, type FailureFacts, type SuggestedChange } from './suggest.ts';
import { realLog, realSpec } from './testing/real-logs.ts';
import { triageLog } from './triage.ts';

const flags: FailureFacts = { class: 'architecture-flags', section: 'build', causal: { text: "gcc: error: unrecognized command-line option '-msse2'", context: [] } };
const tests: FailureFacts = { class: 'test-failure', section: 'check', causal: null };
const macro = (name: string): SuggestedChange => ({ kind: 'macro', name, value: '%{nil}' });
const bcond = (name: string): SuggestedChange => ({ kind: 'bcond', name, enabled: false });
const changes = (facts: FailureFacts, spec: string): readonly FixChange[] => suggestFixes(facts, spec).map((suggestion) => suggestion.change);

describe('a flag of another architecture', () => {
  it.each([
    ['a default', '%build\nmake CFLAGS="%{optflags} %{!?simd:-O3 -msse2}"'],
    ['a macro or its default', '%build\nmake CFLAGS="%{?simd}%{!?simd:-msse2}"'],
    ['a guarded global', '%{!?simd: %global simd -msse2}\n%build\nmake CFLAGS="%{simd}"'],
    ['a global under a guard', '%if 0%{!?simd:1}\n%global simd -msse2\n%endif\n%build'],
    ['a global under %{undefined}', '%if %{undefined simd}\n%define simd -mfpmath=sse -msse2\n%endif'],
    ['a nested default', '%build\nmake %{!?simd:%{?fast:-O3} -msse2} all'],
  ])('behind %s: empty the macro', (_what, spec) => expect(changes(flags, spec)).toEqual([macro('simd')]));

  it.each([
    ['%{?with_sse2:-msse2}', '%bcond_without sse2\n%build\nmake %{?with_sse2:-msse2}'],
    ['%if %{with sse2}', '%bcond sse2 1\n%build\n%if %{with sse2}\nexport CFLAGS=-msse2\n%endif'],
  ])('behind %s: switch off the bcond', (_what, spec) => expect(changes(flags, spec)).toEqual([bcond('sse2')]));

  it.each([
    ['a plain flag', '%build\nmake CFLAGS=-msse2'],
    ['a global that cannot be set from outside', '%global simd -msse2\n%build'],
    ['another flag', '%build\nmake %{!?simd:-msse2x}'],
    ['the branch of a defined macro', '%build\nmake %{?simd:-msse2}'],
    ['the other branch of a guard', '%if 0%{!?simd:1}\n%else\n%global simd -msse2\n%endif'],
    ['a comment', '# %{!?simd:-msse2}'],
  ])('%s gives no handle', (_what, spec) => expect(changes(flags, spec)).toEqual([]));

  it('is cured in a log that gcc wrote, from the spec that made it', () => {
    const triage = triageLog(realLog('flags'), { logKind: 'build' });
    const [first, ...rest] = suggestFixes(triage, realSpec('flags'));
    expect(rest).toEqual([]);
    expect(first?.change).toEqual(macro('simd_flags'));
    expect(first?.because).toContain('-mzarch');
  });
});

describe('tests that fail', () => {
  it('may be left out as debt, by their bcond first', () => {
    const triage = triageLog(realLog('testfail'), { logKind: 'build' });
    expect(changes(triage, realSpec('testfail'))).toEqual([bcond('tests'), { kind: 'nocheck' }]);
    expect(suggestFixes(triage, realSpec('testfail')).every((suggestion) => suggestion.debt)).toBe(true);
  });

  it.each([
    ['%bcond_without check\n%check\n%{?with_check:make check}', [bcond('check'), { kind: 'nocheck' }]],
    ['%bcond_without docs\n%build\n%if %{with docs}\nmake docs\n%endif\n%check\nmake check', [{ kind: 'nocheck' }]],
    ['%bcond_with tests\n%check\n%if %{with tests}\nmake check\n%endif', [{ kind: 'nocheck' }]],
    ['%bcond tests 0\n%check\n%if %{with tests}\nmake check\n%endif', [{ kind: 'nocheck' }]],
  ])('%j', (spec, expected) => expect(changes(tests, spec)).toEqual(expected));

  it('are not offered to be left out where something else failed', () => {
    expect(changes({ ...tests, section: 'build' }, '%check\nmake check')).toEqual([]);
    expect(changes({ ...tests, class: 'disk-full' }, '%check\nmake check')).toEqual([]);
  });
});

it('whatever the spec holds, each suggestion is a change that the contract takes', () => {
  const piece = fc.constantFrom('%{!?', '%{?', 'simd', ':', '-msse2', '}', '\n', '%if ', '%endif\n', '%else\n', '0%{!?simd:1}\n', '%global simd ', '%check\n', '%bcond_without tests\n', '%{with tests}', ' ', '%{');
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 60 }), fc.constantFrom(flags, tests), (pieces, facts) => {
      for (const suggestion of suggestFixes(facts, pieces.join(''))) expect(fixChange.parse(suggestion.change)).toEqual(suggestion.change);
    }),
  );
});

it('a spec made to be endless is looked at within bounds', () => {
  const endless = ['%bcond_without a', '%if %{with a}', '%check', '%{!?x:', '-msse2 '].map((piece) => `${piece}\n`.repeat(50_000)).join('');
  for (const facts of [flags, tests]) expect(suggestFixes(facts, endless).length).toBeLessThanOrEqual(6);
  expect(suggestFixes(flags, '%{!?x:-msse2 '.repeat(100_000)).length).toBeLessThanOrEqual(6);
});
