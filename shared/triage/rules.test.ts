import { describe, expect, it } from 'vitest';

import { CLASS_WORDS, FAILURE_CLASSES, faultOf, isFailureClass } from './classes.ts';
import { MAX_LINE } from './lines.ts';
import { classOfMockExit } from './mock-exit.ts';
import { RULES, SYMPTOM } from './rules.ts';
import { sampleLog, sectionOf } from './testing/sample-log.ts';
import { triageLog } from './triage.ts';

describe('rules as data', () => {
  it('have ids of their own, in the order of their tiers within each class of cause', () => {
    expect(new Set(RULES.map((rule) => rule.id)).size).toBe(RULES.length);
    expect(RULES.at(-1)?.id).toBe('guess');
  });

  it.each(RULES.map((rule) => [rule.id, rule] as const))('%s matches its own example and names its source', (_id, rule) => {
    expect(rule.pattern.test(rule.example)).toBe(true);
    expect(rule.pattern.flags).not.toMatch(/[gy]/);
    if (rule.near.length > 0) expect(rule.near.some((word) => rule.example.toLowerCase().includes(word))).toBe(true);
    expect(rule.near.every((word) => word === word.toLowerCase())).toBe(true);
    expect(rule.source).not.toBe('');
  });

  it.each(RULES.map((rule) => [rule.id, rule] as const))('%s decides a log that says nothing else', (_id, rule) => {
    const logKind = rule.logs.includes('build') ? 'build' : 'root';
    const triage = triageLog(sampleLog(sectionOf(rule), ['something happens', rule.example, 'something more']), { logKind });
    expect(triage.class).toBe(rule.class);
    expect(triage.causal?.text).toBe(rule.example);
    expect(triage.fault).toBe(faultOf(rule.class));
  });

  it('every class but unknown has a rule, and words for a person', () => {
    const ruled = new Set(RULES.map((rule) => rule.class));
    for (const each of FAILURE_CLASSES) {
      expect(ruled.has(each), each).toBe(true);
      expect(CLASS_WORDS[each].whatToTry.length).toBeGreaterThan(0);
      expect(isFailureClass(each)).toBe(true);
    }
    expect(isFailureClass('bad luck')).toBe(false);
  });

  // A pattern that backtracks without bound would not come back from these within the test's time.
  it.each(RULES.map((rule) => [rule.id, rule] as const))('%s comes back from lines made to trap it', (_id, rule) => {
    const seeds = [rule.example, ' ', 'a', 'a:1:', '#error not supported ', 'error: ', '(', "'", '%{', '-m', '/', '\t', 'fail ', '1 out of ', '..', 's390x '];
    for (const seed of seeds) {
      for (const tail of ['', '!', rule.example.slice(0, 20), 'x\u0000']) {
        const line = seed.repeat(Math.ceil(MAX_LINE / seed.length)).slice(0, MAX_LINE - tail.length) + tail;
        rule.pattern.test(line);
        SYMPTOM.test(line);
      }
    }
  });
});

describe('mock exit codes', () => {
  it.each([[0, null], [1, null], [10, null], [30, null], [40, null], [11, 'timeout'], [20, 'infrastructure'], [60, 'infrastructure'], [143, 'infrastructure']] as const)('%i speaks for %s', (code, expected) => {
    expect(classOfMockExit(code)).toBe(expected);
  });
});
