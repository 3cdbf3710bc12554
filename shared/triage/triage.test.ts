import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { MAX_CANDIDATES, MAX_TEXT, type Triage } from './finding.ts';
import { MAX_SPANS } from './sections.ts';
import { MAX_SIGNATURE } from './signature.ts';
import { REAL_LOGS, realLog } from './testing/real-logs.ts';
import { sampleLog } from './testing/sample-log.ts';
import { startTriage, triageLog } from './triage.ts';
import { RULES } from './rules.ts';

const build = (log: string | Uint8Array): Triage => triageLog(log, { logKind: 'build' });

describe('logs that rpm and gcc wrote', () => {
  it.each(REAL_LOGS.map((log) => [log.name, log] as const))('%s', (name, log) => {
    const triage = build(realLog(name));
    expect(triage.class).toBe(log.class);
    expect(triage.section).toBe(log.section);
    expect(triage.causal?.text).toContain(log.cause);
    expect(new TextDecoder().decode(realLog(name)).split('\n')[(triage.causal?.line ?? 0) - 1]).toContain(log.cause);
  });
});

describe('the causal line', () => {
  it('is the first error of the compiler, not the stop of make', () => {
    const triage = build(sampleLog('build', ['a.c:1:2: error: first', 'a.c:9:2: error: second', 'make: *** [Makefile:3: a.o] Error 1']));
    expect(triage.causal?.text).toBe('a.c:1:2: error: first');
  });

  it('comes with three lines before and after, and the number of the first of them', () => {
    const lines = ['1', '2', '3', '4', 'a.c:1:2: error: x', '6', '7', '8', '9'];
    const triage = build(lines.join('\n').replace('1\n', 'Executing(%build): x\n'));
    expect(triage.causal).toEqual({ line: 5, text: 'a.c:1:2: error: x', context: ['2', '3', '4', 'a.c:1:2: error: x', '6', '7', '8'], contextFrom: 2 });
    expect(build('Executing(%build): x\na.c:1:2: error: x').causal).toMatchObject({ context: ['Executing(%build): x', 'a.c:1:2: error: x'], contextFrom: 1 });
  });

  it('is not what an earlier section said and survived', () => {
    const log = sampleLog('check', ['FAIL: one']).replace('+ build', 'a.c:1:2: error: tolerated\nIllegal instruction');
    expect(build(log).causal?.text).toBe('FAIL: one');
  });

  it('is not a command that rpm echoes, nor an expected failure', () => {
    expect(build(sampleLog('build', ["+ echo 'Illegal instruction'", 'nothing to see'])).class).toBe('unknown');
    expect(build(sampleLog('check', ['XFAIL: bigendian', 'PASS: two'])).class).toBe('test-failure');
  });

  it('is the last line that looks like an error where no rule knows it, else the last words of the section', () => {
    const guess = build(sampleLog('build', ['thing: error 12 happened', 'fine', 'widget: cannot frobnicate', 'make[1]: *** [all] Error 2']));
    expect(guess).toMatchObject({ class: 'unknown', fault: 'unknown', causal: { text: 'widget: cannot frobnicate' } });
    const silent = build(sampleLog('build', ['all is well', 'make[1]: *** [all] Error 2']));
    expect(silent).toMatchObject({ class: 'unknown', causal: { text: 'all is well' }, candidates: [] });
  });

  it('keeps the place of a match that lies far into a long line', () => {
    const triage = build(sampleLog('build', [`${'x'.repeat(1200)} Illegal instruction`]));
    expect(triage.causal?.text).toContain('Illegal instruction');
    expect(triage.causal?.text.length).toBeLessThanOrEqual(MAX_TEXT);
  });
});

describe('what is known besides', () => {
  it('a full disk counts near to the end only', () => {
    const early = ['x: No space left on device', ...Array.from({ length: 300 }, (_, index) => `line ${String(index)}`), 'a.c:1:1: error: y'];
    expect(build(sampleLog('build', early)).class).toBe('compile-error');
    expect(build(sampleLog('build', ['a.c:1:1: error: y', ...early.slice(0, 50)])).class).toBe('disk-full');
    expect(build(sampleLog('check', ['FAIL: enospc: got No space left on device'])).class).toBe('test-failure');
  });

  it('a build that was ended for its time is a timeout, whatever it had printed', () => {
    const exit = { driver: 'rpmbuild', code: null, timedOut: true } as const;
    const triage = triageLog('Executing(%check): x\nFAIL: one\nstill running', { logKind: 'build', exit });
    expect(triage).toMatchObject({ class: 'timeout', fault: 'infrastructure', causal: { text: 'still running' }, signature: 'timeout' });
  });

  it('the exit code of mock speaks where the log does not', () => {
    const exit = { driver: 'mock', code: 70, timedOut: false } as const;
    expect(triageLog('nothing\n', { logKind: 'build', exit }).class).toBe('infrastructure');
    expect(triageLog(sampleLog('build', ['a.c:1:1: error: y']), { logKind: 'build', exit }).class).toBe('compile-error');
  });

  it('the log of the package manager is read through its prefix', () => {
    const triage = triageLog("DEBUG util.py:446:  No matching package to install: 'luajit-devel'\n", { logKind: 'root' });
    expect(triage).toMatchObject({ class: 'dependency', signature: 'dependency: luajit-devel' });
    expect(triageLog('Curl error (6): could not resolve\n', { logKind: 'root' }).class).toBe('infrastructure');
    // The rpmbuild driver lets dnf speak into the log before the first scriptlet; what a scriptlet says of a network is its own.
    expect(triageLog('Curl error (6): could not resolve\n', { logKind: 'build' }).class).toBe('infrastructure');
    expect(build(sampleLog('build', ['Curl error (6): could not resolve'])).class).toBe('unknown');
  });

  it('sections are listed with where they begin and end', () => {
    expect(build(realLog('docs')).sections.map((span) => span.section)).toEqual(['setup', 'prep', 'build', 'install', 'files', 'errors'].slice(1));
    const { sections, lines } = build(realLog('byteorder'));
    sections.forEach((span, index) => expect(span.first).toBe(index === 0 ? 1 : (sections[index - 1]?.last ?? 0) + 1));
    expect(sections.at(-1)?.last).toBe(lines);
  });
});

const hostileLine = fc.oneof(
  fc.constantFrom(...RULES.map((rule) => rule.example)),
  fc.constantFrom('Executing(%build): x', 'Executing(%check): x', 'Executing(%nonsense): x', 'Processing files: x', 'RPM build errors:', 'error: Bad exit status from /x (%check)', 'make: [a] Error 1 (ignored)', '', 'ü\u{1F600}', '\u001b[31merror\u001b[0m', '10%\r100%\r'),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const hostileLog = fc.array(hostileLine, { maxLength: 60 }).map((lines) => lines.join('\n'));

describe('properties', () => {
  it('where the chunks begin and end makes no difference', () => {
    fc.assert(
      fc.property(hostileLog, fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 }), (log, sizes) => {
        const bytes = new TextEncoder().encode(log);
        const run = startTriage({ logKind: 'build' });
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          run.push(bytes.subarray(at, at + size));
          at += size;
        }
        expect(run.finish()).toEqual(build(bytes));
      }),
    );
  });

  it('any bytes give a bounded answer', () => {
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 3000 }), hostileLog.map((log) => new TextEncoder().encode(log)));
    fc.assert(
      fc.property(bytes, fc.constantFrom('build' as const, 'root' as const), (log, logKind) => {
        const triage = triageLog(log, { logKind });
        expect(triage.candidates.length).toBeLessThanOrEqual(MAX_CANDIDATES);
        expect(triage.sections.length).toBeLessThanOrEqual(MAX_SPANS);
        expect(triage.signature.length).toBeLessThanOrEqual(MAX_SIGNATURE);
        expect(triage.signature.startsWith(triage.class)).toBe(true);
        for (const causal of [triage.causal, ...triage.candidates.map((candidate) => candidate.causal)]) {
          if (causal === null) continue;
          expect(causal.line).toBeGreaterThanOrEqual(1);
          expect(causal.line).toBeLessThanOrEqual(triage.lines);
          expect(causal.context.length).toBeLessThanOrEqual(7);
          expect(causal.context[causal.line - causal.contextFrom]).toBe(causal.text);
          expect(causal.contextFrom).toBe(Math.max(1, causal.line - 3));
          for (const text of [causal.text, ...causal.context]) expect(text.length).toBeLessThanOrEqual(MAX_TEXT);
        }
      }),
    );
  });

  it('a log that is cut anywhere still has an answer', () => {
    const whole = realLog('flags');
    fc.assert(fc.property(fc.nat(whole.length), (length) => void build(whole.subarray(0, length))));
    expect(build(whole.subarray(0, whole.length - 150)).class).toBe('architecture-flags');
    expect(build('')).toMatchObject({ class: 'unknown', causal: null, lines: 0 });
  });
});

describe('size', () => {
  it('a million lines and lines of megabytes pass through', () => {
    const run = startTriage({ logKind: 'build' });
    run.push('Executing(%build): x\n');
    const lines = 'gcc -O2 -Werror=format -c a.c -o a.o\n'.repeat(10_000);
    for (let turn = 0; turn < 100; turn += 1) run.push(lines);
    run.push('a.c:1:1: error: here\n');
    for (let turn = 0; turn < 64; turn += 1) run.push(new Uint8Array(65_536).fill(0x65));
    run.push('\nerror: Bad exit status from /var/tmp/rpm-tmp.x (%build)\n');
    expect(run.finish()).toMatchObject({ class: 'compile-error', causal: { line: 1_000_002, text: 'a.c:1:1: error: here' }, lines: 1_000_004 });
  });
});
