import fc from 'fast-check';

import type { AttemptId, BuilderName, SourceName } from '../../vocabulary/ids.ts';
import type { AttemptEnd, AttemptStep, PortEvent, ScratchPurpose } from '../events.ts';

const source = fc.constantFrom('alpha', 'beta', 'gamma').map((name) => name as SourceName);
const attempt = fc.constantFrom('a-1', 'a-2', 'a-3', 'a-4', 'a-5').map((id) => id as AttemptId);

const step: fc.Arbitrary<AttemptStep> = fc.oneof(
  fc.constantFrom('leased' as const, 'preparing' as const, 'collecting' as const).map((state) => ({ state })),
  fc.constantFrom('prep' as const, 'build' as const, null).map((phase) => ({ state: 'building' as const, phase })),
);

const end: fc.Arbitrary<AttemptEnd> = fc.oneof(
  fc.constant<AttemptEnd>({ kind: 'succeeded' }),
  fc.constant<AttemptEnd>({ kind: 'cancelled' }),
  fc.constant<AttemptEnd>({ kind: 'lost', why: 'rebooted' }),
  fc.constantFrom('package' as const, 'infrastructure' as const).map((fault) => ({
    kind: 'failed' as const,
    failure: { failureClass: 'unknown', fault, explanation: 'It failed.', causal: null, signature: '' },
  })),
);

const purpose = fc.tuple(fc.constantFrom('w-1', 'w-2', 'w-3'), fc.constantFrom('prep' as const, null)).map(([wish, until]): ScratchPurpose => ({ wish, words: 'without --nocheck', fixes: [], without: { kind: 'nocheck' }, until }));

/** Any event, in any order: also such as cannot happen. */
export const anyEvent: fc.Arbitrary<PortEvent> = fc.oneof(
  source.map((name) => ({ kind: 'build-requested' as const, sources: [name] })),
  source.map((name) => ({ kind: 'build-unrequested' as const, sources: [name] })),
  fc.tuple(source, purpose).map(([name, each]) => ({ kind: 'scratch-requested' as const, source: name, purpose: each })),
  fc.array(fc.constantFrom('w-1', 'w-2', 'w-3'), { maxLength: 2 }).map((wishes) => ({ kind: 'scratch-withdrawn' as const, wishes })),
  fc.tuple(attempt, source, fc.boolean(), fc.boolean(), fc.option(purpose), fc.constantFrom(1, 1, 2)).map(([id, name, scratch, debt, tried, pass]) => ({
    kind: 'attempt-created' as const, attempt: id, source: name, pass, builder: 'b1' as BuilderName, scratch, expected: `${name}-1-1`, generation: 0, debt, ...(scratch && tried !== null ? { purpose: tried, fixes: tried.fixes } : {}),
  })),
  fc.tuple(attempt, step).map(([id, each]) => ({ kind: 'attempt-moved' as const, attempt: id, step: each })),
  fc.tuple(attempt, end).map(([id, each]) => ({ kind: 'attempt-ended' as const, attempt: id, end: each })),
  fc.tuple(fc.nat(9), fc.array(attempt, { maxLength: 2 })).map(([generation, attempts]) => ({ kind: 'generation-published' as const, generation, attempts })),
  attempt.map((id) => ({ kind: 'landing-held' as const, attempt: id, breaks: [{ who: 'app-1-1.s390x', dependency: 'libfoo.so.1()(64bit)', servedBy: 'libfoo-1-1.s390x' }], total: 1 })),
  fc.tuple(attempt, fc.option(attempt)).map(([id, keep]) => ({ kind: 'landing-released' as const, attempt: id, keep })),
  fc.tuple(fc.nat(9), fc.array(attempt, { maxLength: 2 })).map(([generation, gone]) => ({ kind: 'repository-taken' as const, generation, gone })),
  fc.tuple(attempt, fc.option(attempt)).map(([id, made]) => ({ kind: 'buildroot-recorded' as const, attempt: id, shallowest: { nevra: 'gcc-1-1.s390x', attempt: made } })),
  source.map((name) => ({ kind: 'left-out' as const, source: name, reason: 'not now' })),
  source.map((name) => ({ kind: 'brought-back' as const, source: name })),
  source.map((name) => ({ kind: 'verdict-given' as const, source: name, failureClass: 'byte-order', note: 'see upstream', signature: '' })),
  source.map((name) => ({ kind: 'verdict-withdrawn' as const, source: name })),
  fc.tuple(source, fc.constantFrom('ada', null)).map(([name, owner]) => ({ kind: 'owner-set' as const, source: name, owner })),
  fc.constantFrom('builder-quarantined' as const, 'builder-released' as const).map((kind) => ({ kind, builder: 'b1' as BuilderName, reason: 'odd failures' })),
  fc.integer({ min: 1, max: 3 }).map((pass) => ({ kind: 'pass-opened' as const, pass })),
  fc.integer({ min: 1, max: 3 }).map((pass) => ({ kind: 'pass-withdrawn' as const, pass })),
  fc.tuple(fc.integer({ min: 1, max: 3 }), fc.boolean(), fc.nat(9)).map(([pass, frozen, generation]) => ({ kind: 'pass-opened' as const, pass, mode: frozen ? { kind: 'frozen' as const } : { kind: 'rolling' as const, provider: 'wait' as const }, generation, inherit: frozen })),
);
