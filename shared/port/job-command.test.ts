import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { jobCommandLines, type JobCommand } from './job-command.ts';

const JOB: JobCommand = {
  spec: 'lua.spec',
  macros: [['dist', '.el8'], ['simd_flags', '']],
  withConditions: [],
  withoutConditions: ['jit'],
  noCheck: true,
  environment: { CFLAGS: '-fsigned-char' },
  patches: [{ kind: 'patch', file: 'patches/lua/0001-big-endian.patch', sha256: '6f1d2c3b4a59'.padEnd(64, '0'), strip: 1 }],
  timeoutMinutes: 480,
  until: null,
  builders: ['zbuild01', 'zbuild02'],
};

test('the command of a job is what its documentation shows', () => {
  const readme = readFileSync(new URL('../../electron/core/jobs/README.md', import.meta.url), 'utf8');
  expect(readme).toContain(jobCommandLines(JOB).map((line) => `    ${line}\n`).join(''));
});

test('a value is one word of a shell, on one line, whatever it holds', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }).map((text) => text.replaceAll(/[\0\r\n]/g, ' ')), (value) => {
      const line = jobCommandLines({ ...JOB, macros: [['x', value]] }).find((each) => each.startsWith('  --define'));
      expect(line).toMatch(/^ {2}--define '([^']|'\\'')*'$/);
      expect(line?.replace(/^ {2}--define '|'$/g, '').replaceAll(`'\\''`, `'`)).toBe(`x ${value === '' ? '%{nil}' : value}`);
    }),
  );
});
