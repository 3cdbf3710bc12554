import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { CLASS_WORDS, FAILURE_CLASSES, faultOf } from './classes.ts';
import type { Triage } from './finding.ts';
import type { Subject } from './signature.ts';
import { CORPUS, corpusExit, corpusLog, corpusSpec } from './testing/s390x-corpus.ts';
import { triageLog } from './triage.ts';

const decoder = new TextDecoder();

function subjectOf(name: string): Subject {
  return { name, version: /^Version:\s*(\S+)/m.exec(corpusSpec(name))?.[1] ?? null };
}

function read(name: string, log: string | Uint8Array = corpusLog(name), subject: Subject = subjectOf(name)): Triage {
  const each = CORPUS.find((one) => one.name === name);
  return triageLog(log, { logKind: 'build', exit: each && corpusExit(each), subject });
}

describe('what s390x builders have said', () => {
  it.each(CORPUS.map((each) => [each.name, each] as const))('%s', (name, each) => {
    const log = corpusLog(name);
    const triage = read(name, log);
    expect({ class: triage.class, section: triage.section, causal: triage.causal?.text }).toEqual({ class: each.class, section: each.section, causal: expect.stringContaining(each.cause) as string });
    const { line = 0, text, context = [], contextFrom = 0 } = triage.causal ?? {};
    expect(context[line - contextFrom]).toBe(text);
    expect(decoder.decode(log).split('\n').slice(contextFrom - 1, contextFrom - 1 + context.length)).toEqual(context);
    expect(triage.fault).toBe(faultOf(each.class));
  });

  it('is of every class', () => {
    expect(FAILURE_CLASSES.filter((each) => !CORPUS.some((one) => one.class === each))).toEqual([]);
    for (const { class: each } of CORPUS) expect(CLASS_WORDS[each].whatToTry.length).toBeGreaterThan(0);
  });
});

describe('clusters', () => {
  it.each([
    ['architecture-flags: -msse2', ['flag-sse2', 'flag-sse2-other']],
    ['byte-order: a number with its bytes reversed', ['byte-order', 'byte-order-hex', 'byte-order-python']],
  ])('%s is one, whoever fails so', (signature, names) => {
    expect(names.map((name) => read(name).signature)).toEqual(names.map(() => signature));
  });

  it('of different causes differ', () => {
    const same = new Map(CORPUS.map(({ name }) => [name, read(name).signature]));
    for (const each of ['flag-sse2-other', 'byte-order-hex', 'byte-order-python', 'unsigned-char-narrowing', 'config-sub']) same.delete(each);
    expect([...same.values()].filter((one, index, all) => all.indexOf(one) !== index)).toEqual([]);
  });
});

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'k', 'm', 'o', 'r', 'u', 'z'), minLength: 4, maxLength: 9 });
const name = word.map((text) => `q${text}x`);
const version = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99)).map((parts) => parts.join('.'));
const place = fc.constantFrom('/home/bob/rpmbuild', '/var/lib/mock/el8-s390x-17/root/builddir', '/builddir/build', '/tmp/tmp.Xa81bq', '/srv/builds/4711');
const day = fc.constantFrom('2026-11-27T18:44:12Z', '2019-02-01 03:04:05,678', 'Fri Nov 27 18:44:12 UTC 2026', 'Mon, 02 Mar 2020 11:00:00');

/** Lines that a failure may end in; P a path, N a name, V a version, D a day, # a number, T a temporary name. */
const LINES = [
  'error: File not found: P/BUILDROOT/N-V-1.s390x/usr/bin/tool',
  'P/BUILD/N-V/src/a.c:#:#: error: unknown type name ‘foo_t’',
  'src/a.c:#: error: ‘foo’ undeclared (first use in this function)',
  'D worker pid # gave up in N-V',
  'P/T: line #: generate: no answer from 0x#f',
  'N: cannot frobnicate N version V after # seconds',
  '[#] N/frob: error # (D)',
  'thread # of N (pid=#) panicked at P/BUILD/N-V/lib.x:#',
];

describe('a signature', () => {
  it('does not depend on package, version, build directory, numbers or days', () => {
    const world = fc.record({ name, version, place, day, numbers: fc.array(fc.nat(99_999), { minLength: 4, maxLength: 4 }), temporary: word });
    fc.assert(
      fc.property(fc.constantFrom(...LINES), world, world, (line, one, other) => {
        const say = ({ name: own, version: at, place: where, day: when, numbers, temporary }: typeof one): string => {
          let next = 0;
          const text = line.replace(/P\//g, `${where}/`).replace(/\bN\b/g, own).replace(/\bV\b/g, at).replace(/\bD\b/g, when).replace(/\bT\b/g, `rpm-tmp.${temporary.slice(0, 4)}Q1`);
          return text.replace(/#/g, () => String(numbers[next++ % numbers.length]));
        };
        const signature = (each: typeof one): string =>
          triageLog(`Executing(%build): x\n${say(each)}\nerror: Bad exit status from /var/tmp/rpm-tmp.x (%build)\n`, { logKind: 'build', subject: { name: each.name, version: each.version } }).signature;
        expect(signature(one)).toBe(signature(other));
      }),
      { numRuns: 400 },
    );
  });

  it('of a real log stays when the log comes from another package, place and machine', () => {
    const builds = CORPUS.filter(({ class: each }) => each !== 'unknown');
    fc.assert(
      fc.property(fc.constantFrom(...builds), name, version, place, fc.nat(200), ({ name: own }, other, at, where, shift) => {
        const subject = subjectOf(own);
        const log = decoder.decode(corpusLog(own));
        const moved = `${'portolan: more to install\n'.repeat(shift)}${log
          .replaceAll(`${own}-${subject.version ?? ''}`, `${other}-${at}`)
          .replaceAll('/builddir', where)
          .replace(/rpm-tmp\.\w+/g, `rpm-tmp.${other.slice(0, 6)}`)}`;
        expect(read(own, moved, { name: other, version: at }).signature).toBe(read(own).signature);
      }),
      { numRuns: 300 },
    );
  });
});
