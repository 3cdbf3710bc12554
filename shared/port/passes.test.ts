import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { AttemptId, BuilderName, SourceName } from '../vocabulary/ids.ts';
import type { PortEvent } from './events.ts';
import { generationsInUse } from './generations.ts';
import { Ledger } from './ledger.ts';
import { nextPass, type PassGround, type PlannedPass } from './next-pass.ts';
import { packageStateOf } from './package-state.ts';
import { profileWords, withProfile } from './profile.ts';
import { anyEvent } from './testing/event-arbitrary.ts';
import { latestAttempt } from './state-deriver.ts';
import { whySentence } from './why.ts';

const zlib = 'zlib' as SourceName;
const FACTS = { notForArch: false, broken: null };
const created = (id: string, pass: number, generation: number): PortEvent => ({ kind: 'attempt-created', attempt: id as AttemptId, source: zlib, pass, builder: 'b1' as BuilderName, scratch: false, expected: 'zlib-1-1', generation, debt: false });
const succeeded = (id: string): PortEvent => ({ kind: 'attempt-ended', attempt: id as AttemptId, end: { kind: 'succeeded' } });
const failed = (id: string, fault: 'package' | 'infrastructure'): PortEvent => ({ kind: 'attempt-ended', attempt: id as AttemptId, end: { kind: 'failed', failure: { failureClass: 'unknown', fault, explanation: 'rpmbuild failed.', causal: null, signature: '' } } });
const published = (generation: number, ...ids: string[]): PortEvent => ({ kind: 'generation-published', generation, attempts: ids as AttemptId[] });
const opened = (inherit: boolean): PortEvent => ({ kind: 'pass-opened', pass: 2, mode: { kind: 'frozen' }, generation: 7, inherit });

function ledgerAfter(...events: readonly PortEvent[]): Ledger {
  const ledger = new Ledger();
  events.forEach((event, index) => void ledger.apply({ sequence: index + 1, at: index, event }));
  return ledger;
}

function stateOf(ledger: Ledger): string {
  return packageStateOf(ledger.record(zlib), latestAttempt(ledger, zlib), FACTS, 'ready');
}

const first = [created('a', 1, 0), succeeded('a'), published(7, 'a')];

test('a package that fails in a frozen pass keeps the build of the pass before, marked, until it builds', () => {
  expect(stateOf(ledgerAfter(...first, opened(true)))).toBe('ready');
  const inherits = ledgerAfter(...first, opened(true), created('b', 2, 7), failed('b', 'package'));
  expect([stateOf(inherits), inherits.record(zlib).landed, inherits.record(zlib).inherited]).toEqual(['in-repo', 'a', true]);
  const why = whySentence('in-repo', inherits.record(zlib), latestAttempt(inherits, zlib), FACTS, { missing: [], root: null, moreRoots: 0, provisional: false });
  expect(why).toBe('In the repository as the pass before built it, since it failed in this one. Attempt 2 on b1: rpmbuild failed.');
  const mended = ledgerAfter(...first, opened(true), created('b', 2, 7), failed('b', 'package'), created('c', 2, 7), succeeded('c'), published(8, 'c'));
  expect([stateOf(mended), mended.record(zlib).landed, mended.record(zlib).inherited]).toEqual(['in-repo', 'c', false]);
});

test('nothing is inherited where the pass does not say so, where a machine failed, and where there is nothing', () => {
  expect(stateOf(ledgerAfter(...first, opened(false), created('b', 2, 7), failed('b', 'package')))).toBe('failed');
  expect(ledgerAfter(...first, opened(true), created('b', 2, 7), failed('b', 'infrastructure')).record(zlib).inherited).toBe(false);
  expect(stateOf(ledgerAfter(opened(true), created('b', 2, 7), failed('b', 'package')))).toBe('failed');
});

test('an inherited build whose RPMs are gone is inherited no more', () => {
  const gone: PortEvent = { kind: 'repository-taken', generation: 7, gone: ['a' as AttemptId] };
  const ledger = ledgerAfter(...first, opened(true), created('b', 2, 7), failed('b', 'package'), gone);
  expect([ledger.record(zlib).landed, ledger.record(zlib).inherited, stateOf(ledger)]).toEqual([null, false, 'failed']);
});

test('every buildroot of a frozen pass is made from one generation, and of another repository from its first', () => {
  const events = [...first, opened(true), created('b', 2, 7), succeeded('b'), published(8, 'b')];
  expect([ledgerAfter(...events).generation, ledgerAfter(...events).buildGeneration]).toEqual([8, 7]);
  expect(ledgerAfter(...events, { kind: 'repository-taken', generation: 8, gone: [] }).buildGeneration).toBe(7);
  expect(ledgerAfter(...events, { kind: 'repository-taken', generation: 1, gone: [] }).buildGeneration).toBe(1);
  expect(ledgerAfter(...first).buildGeneration).toBe(7);
});

test('a generation is in use while a buildroot may be made from it', () => {
  const ledger = ledgerAfter(...first, opened(true), { ...created('b', 2, 5) }, published(8), published(9));
  expect(generationsInUse(ledger)).toEqual([5, 7]);
  expect(generationsInUse(ledgerAfter(...first, opened(true), created('b', 2, 5), succeeded('b'), published(8, 'b')))).toEqual([7]);
  expect(generationsInUse(ledgerAfter(...first, published(8)))).toEqual([8]);
});

const ground: PassGround = { pass: 1, generation: 41, portable: 2651, leftOut: 12, inRepo: 2600, running: 0, unpublished: 0, held: 0, requested: 0 };
const plain = { nocheck: false, debuginfo: true, with: [], without: [] };
const frozen: PlannedPass = { ...plain, mode: { kind: 'frozen' }, inherit: true, import: 'none' };

test('what the following pass would do is said before it is done', () => {
  expect(nextPass(ground, undefined)).toBeNull();
  expect(nextPass(ground, frozen)).toMatchObject({ pass: 2, generation: 41, inherit: true, toBuild: 2639, refusal: null });
  expect(nextPass(ground, frozen)?.sentences.slice(0, 3)).toEqual([
    'Pass 2 builds 2,639 packages anew, each in generation 41 as it is now: nothing waits for anything.',
    'A package that fails keeps the build of pass 1, and is marked as inherited.',
    '39 packages have no build in the repository; whatever needs them is built without, or fails.',
  ]);
  expect(nextPass(ground, { ...frozen, mode: { kind: 'rolling', provider: 'wait' } })?.inherit).toBe(false);
  expect(nextPass({ ...ground, running: 1 }, frozen)?.refusal).toContain('1 attempt is under way');
  expect(nextPass({ ...ground, unpublished: 2 }, frozen)?.refusal).toContain('2 packages are built but not published');
  expect(nextPass({ ...ground, inRepo: 0 }, frozen)?.refusal).toContain('Nothing of pass 1');
});

test('a pass’s profile is what it does to every build, and a port fix of the same thing goes before it', () => {
  const profile = { nocheck: true, debuginfo: false, with: ['bootstrap'], without: ['docs'] };
  expect(profileWords(profile)).toBe('without %check, without debuginfo, --with bootstrap, --without docs');
  expect(profileWords(plain)).toBe('');
  const fix = { kind: 'bcond', name: 'docs', enabled: true } as const;
  expect(withProfile(profile, [fix])).toEqual([{ kind: 'nocheck' }, { kind: 'macro', name: 'debug_package', value: '%{nil}' }, { kind: 'bcond', name: 'bootstrap', enabled: true }, fix]);
  expect(withProfile(undefined, [fix])).toEqual([fix]);
});

/** Everything that a ledger tells of the pass that is under way. */
function told(ledger: Ledger): unknown {
  const names = ['alpha', 'beta', 'gamma'] as SourceName[];
  return [
    ledger.pass, ledger.opening, ledger.generation, ledger.buildGeneration, names.map((name) => [ledger.record(name), ledger.holds.of(name), ledger.landings.of(name)]),
    [...ledger.requested()], [...ledger.published()], ledger.unpublished(), ledger.unended(), ledger.wishes(), ledger.statistics.ofPass, ledger.canWithdraw,
  ];
}

test('a pass that is taken back was never opened, whatever was left out, brought back or judged meanwhile', () => {
  const meanwhile = anyEvent.filter(({ kind }) => ['left-out', 'brought-back', 'verdict-given', 'verdict-withdrawn', 'owner-set', 'builder-quarantined', 'builder-released', 'attempt-moved'].includes(kind));
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 25 }), fc.array(meanwhile, { maxLength: 6 }), (before, since) => {
      const plain = ledgerAfter(...before);
      const pass = plain.pass + 1;
      const back = ledgerAfter(...before, { kind: 'pass-opened', pass, mode: { kind: 'frozen' }, generation: 3, inherit: true }, ...since, { kind: 'pass-withdrawn', pass });
      for (const event of since) plain.apply({ sequence: before.length + 1, at: before.length, event });
      const [ours, theirs] = [told(back) as unknown[], told(plain) as unknown[]];
      expect(ours.slice(0, -1).map(withoutTimes)).toEqual(theirs.slice(0, -1).map(withoutTimes));
      // One step back is remembered, not two.
      expect(back.canWithdraw).toBe(false);
    }),
  );
});

function withoutTimes(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, each: unknown) => (key === 'movedAt' || key === 'at' ? 0 : each instanceof Set ? [...each] : each)));
}

test('a pass stays once anything was asked for, begun or published in it', () => {
  const asked: PortEvent = { kind: 'build-requested', sources: [zlib] };
  const withdrawn: PortEvent = { kind: 'pass-withdrawn', pass: 2 };
  expect(ledgerAfter(...first, opened(true)).canWithdraw).toBe(true);
  expect(ledgerAfter(...first, opened(true), asked).canWithdraw).toBe(false);
  expect(ledgerAfter(...first, opened(true), asked, { kind: 'build-unrequested', sources: [zlib] }).canWithdraw).toBe(true);
  for (const event of [asked, created('b', 2, 7), { kind: 'repository-taken', generation: 8, gone: [] } as PortEvent]) expect(ledgerAfter(...first, opened(true), event, withdrawn).pass).toBe(2);
  const scratch = { ...created('s', 2, 7), scratch: true } as PortEvent;
  const back = ledgerAfter(...first, opened(true), scratch, withdrawn);
  expect([back.pass, back.attemptsOf(zlib).at(-1)?.id]).toEqual([1, 's']);
  expect(ledgerAfter(...first, withdrawn).pass).toBe(1);
  expect(stateOf(ledgerAfter(...first, opened(true), withdrawn))).toBe('in-repo');
});
