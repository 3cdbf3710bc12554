import fc from 'fast-check';
import { expect, test } from 'vitest';

import { withFix, type FixChange, type PortFix } from '#shared/port/fix.ts';

import { applyFix, bringBack, leaveOut, removeFix, serveEdge } from './project-edits.ts';
import { editProject, parseProject } from './project-file.ts';

const STARTER = `# The port of our team.
portolan: 1
name: Starter  # as the strip shows it
target: { arch: s390x, dist: .pt1, macros: { rhel: 8 } }

# Where the sources come from.
sources:
  - { kind: specs, folder: specs }
portFixes: {}
leftOut: {}
`;

test('reads what people wrote and fills in what they left out', () => {
  const { config, problems } = parseProject(STARTER);
  expect(problems).toEqual([]);
  expect(config?.target).toEqual({ arch: 's390x', dist: '.pt1', macros: { rhel: '8' } });
  expect(config?.passes).toEqual([{ mode: 'rolling', provider: 'wait', inherit: true, import: 'none', nocheck: false, debuginfo: true, with: [], without: [], stages: [] }]);
});

test.each([
  ['a key that does not exist', STARTER.replace('name: Starter', 'nane: Starter'), 1],
  ['a source of an unknown kind', STARTER.replace('kind: specs', 'kind: magic'), 8],
  ['a broken line', STARTER.replace('leftOut: {}', 'leftOut: {'), 11],
  ['a version of the future', STARTER.replace('portolan: 1', 'portolan: 2'), 2],
])('says the line and the remedy for %s', (_what, text, line) => {
  const { config, problems } = parseProject(text);
  expect(config).toBeNull();
  expect(problems.map((each) => each.line)).toContain(line);
  expect(problems[0]?.problem.message.length).toBeGreaterThan(10);
});

test('an edit keeps every comment and everything else as it was', () => {
  const edited = editProject(STARTER, leaveOut('luajit', 'No port to s390x'));
  for (const comment of STARTER.match(/#.*/g) ?? []) expect(edited).toContain(comment);
  expect(parseProject(edited).config?.leftOut).toEqual({ luajit: 'No port to s390x' });
  expect(parseProject(editProject(edited, bringBack('luajit'))).config?.leftOut).toEqual({});
});

test('a fix of the same macro replaces the earlier one', () => {
  const fix = (value: string) => ({ change: { kind: 'macro', name: 'simd_flags', value } as const, reason: 'x86 only', debt: false });
  const once = editProject(STARTER, applyFix('lz4', fix('-msse2'), '2026-11-27'));
  const twice = editProject(once, applyFix('lz4', fix('%{nil}'), '2026-11-28'));
  expect(parseProject(twice).config?.portFixes['lz4']).toEqual([{ ...fix('%{nil}'), since: '2026-11-27' }]);
});

test('a rule for an edge is written, replaced by the next one for the same edge, and taken out without a trace', () => {
  const one = { source: 'byacc', provider: 'onetrue-awk' };
  const once = editProject(STARTER, serveEdge(one, 'use-base', 'They need each other', '2026-11-27'));
  const both = editProject(editProject(once, serveEdge({ ...one, source: null }, 'use-base', 'For all', '2026-11-27')), serveEdge(one, 'wait', 'Not any more', '2026-11-28'));
  expect(parseProject(both).config?.edges).toEqual([
    { provider: 'onetrue-awk', serve: 'use-base', reason: 'For all', since: '2026-11-27' },
    { ...one, serve: 'wait', reason: 'Not any more', since: '2026-11-28' },
  ]);
  const back = editProject(editProject(both, serveEdge(one, null, 'x', '2026-11-28')), serveEdge({ ...one, source: null }, null, 'x', '2026-11-28'));
  expect(parseProject(back).config).toEqual(parseProject(STARTER).config);
  expect(back).not.toContain('edges');
});

/** As a team writes it by hand, and as an earlier version wrote it. */
const BY_HAND = STARTER.replace('portFixes: {}', `portFixes:
  lz4: # nobody likes this one
    # the tests take a day
    - change: { kind: nocheck } # for now
      reason: They take a day   # on one core
      debt: true
    - change:
        kind: macro
        name: simd_flags
        value: "%{nil}"
      reason: x86 only
      debt: false`);

test('an edit of a fix keeps what people wrote beside it and beside the others', () => {
  const nocheck = { change: { kind: 'nocheck' }, reason: 'They take two days', owner: 'ada', debt: true } as const;
  const edited = editProject(BY_HAND, applyFix('lz4', nocheck, '2026-11-27'));
  expect(parseProject(BY_HAND).config?.portFixes['lz4']).toHaveLength(2);
  expect(parseProject(edited).config?.portFixes['lz4']?.[0]).toEqual({ ...nocheck, since: '2026-11-27' });
  for (const comment of ['# nobody likes this one', '# the tests take a day', '# for now', '# on one core']) expect(edited).toContain(comment);
  const removed = editProject(edited, removeFix('lz4', { kind: 'nocheck' }));
  expect(parseProject(removed).config?.portFixes['lz4']?.map(({ change }) => change.kind)).toEqual(['macro']);
  expect(parseProject(editProject(removed, removeFix('lz4', { kind: 'macro', name: 'simd_flags', value: '' }))).config?.portFixes).toEqual({});
});

const text = fc.string({ maxLength: 30 }).map((words) => words.replaceAll(/[\0\r\n]/g, ' '));
const change: fc.Arbitrary<FixChange> = fc.oneof(
  fc.record({ kind: fc.constantFrom('macro' as const, 'environment' as const), name: fc.stringMatching(/^[A-Za-z_]\w{0,8}$/), value: text }),
  fc.record({ kind: fc.constant('bcond' as const), name: fc.stringMatching(/^[A-Za-z_]\w{0,8}$/), enabled: fc.boolean() }),
  fc.constant<FixChange>({ kind: 'nocheck' }),
  fc.record({ kind: fc.constant('patch' as const), file: fc.stringMatching(/^patches\/[a-z]{1,5}\/[\w]{1,8}\.patch$/), sha256: fc.constantFrom('0'.repeat(64), '1e1'.padEnd(64, '0')), strip: fc.nat(9) }),
  fc.record({ kind: fc.constant('timeout' as const), minutes: fc.integer({ min: 1, max: 40_320 }) }),
  fc.record({ kind: fc.constant('builder' as const), names: fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,6}$/), { minLength: 1, maxLength: 3 }), machine: fc.constantFrom('8561', '0123'), memory: fc.constantFrom(0.5, 16) }),
);

test('a fix of any kind is what is read after it was written, in the place of one of the same thing', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ change, reason: text, owner: fc.option(text, { nil: undefined }), debt: fc.boolean() }), { minLength: 1, maxLength: 5 }), (fixes) => {
      let file = BY_HAND;
      let expected: readonly PortFix[] = [];
      for (const fix of fixes) {
        file = editProject(file, applyFix('zlib', fix, '2026-11-27'));
        expected = withFix(expected, { ...fix, since: '2026-11-27' });
      }
      expect(parseProject(file).config?.portFixes['zlib']).toEqual(expected);
    }),
  );
});

test('an edit of a file with errors is refused and changes nothing', () => {
  expect(() => editProject('portolan: [1', leaveOut('a', 'b'))).toThrow(/has errors/);
});

test('any text is either a project or a list of problems', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const { config, problems } = parseProject(text);
      expect(config === null).toBe(problems.length > 0);
    }),
  );
});

test('any reason survives being written and read', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 100 }), (reason) => {
      fc.pre(reason.trim().length > 0);
      expect(parseProject(editProject(STARTER, leaveOut('zlib', reason))).config?.leftOut['zlib']).toBe(reason.trim());
    }),
  );
});
