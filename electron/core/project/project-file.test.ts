import fc from 'fast-check';
import { expect, test } from 'vitest';

import { applyFix, bringBack, leaveOut } from './project-edits.ts';
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
  expect(config?.passes).toEqual([{ mode: 'rolling', provider: 'wait', nocheck: false }]);
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
  const once = editProject(STARTER, applyFix('lz4', fix('-msse2')));
  const twice = editProject(once, applyFix('lz4', fix('%{nil}')));
  expect(parseProject(twice).config?.portFixes['lz4']).toEqual([fix('%{nil}')]);
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
