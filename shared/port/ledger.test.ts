import fc from 'fast-check';
import { expect, test } from 'vitest';

import { isEnded } from '../vocabulary/attempt-state.ts';
import type { AttemptId, BuilderName, SourceName } from '../vocabulary/ids.ts';
import type { AttemptEnd, PortEvent } from './events.ts';
import { INFRASTRUCTURE_RETRIES, Ledger } from './ledger.ts';
import { packageStateOf } from './package-state.ts';
import { retryAdvice } from './retry.ts';
import { latestAttempt } from './state-deriver.ts';
import { anyEvent } from './testing/event-arbitrary.ts';

const zlib = 'zlib' as SourceName;
const FACTS = { notForArch: false, broken: null };

function ledgerAfter(events: readonly PortEvent[]): Ledger {
  const ledger = new Ledger();
  events.forEach((event, index) => void ledger.apply({ sequence: index + 1, at: 1000 * (index + 1), event }));
  return ledger;
}

function created(id: string, builder = 'b1'): PortEvent {
  return { kind: 'attempt-created', attempt: id as AttemptId, source: zlib, pass: 1, builder: builder as BuilderName, scratch: false, expected: 'zlib-1-1', generation: 0, debt: false };
}

function ended(id: string, end: AttemptEnd): PortEvent {
  return { kind: 'attempt-ended', attempt: id as AttemptId, end };
}

function stateOf(ledger: Ledger): string {
  return packageStateOf(ledger.record(zlib), latestAttempt(ledger, zlib), FACTS, 'ready');
}

const request: PortEvent = { kind: 'build-requested', sources: [zlib] };

test('a cancelled rebuild found nothing out: the failure before it stands, and so does what was built', () => {
  const failed: AttemptEnd = { kind: 'failed', failure: { failureClass: 'unknown', fault: 'package', explanation: 'it broke.', causal: null, signature: '' } };
  const before = [request, created('a'), ended('a', failed)];
  expect(stateOf(ledgerAfter([...before, request, created('b')]))).toBe('queued');
  const after = ledgerAfter([...before, request, created('b'), ended('b', { kind: 'cancelled' })]);
  expect(stateOf(after)).toBe('failed');
  expect(latestAttempt(after, zlib)?.id).toBe('a');
  expect(stateOf(ledgerAfter([request, created('a'), ended('a', { kind: 'cancelled' })]))).toBe('ready');
});

test('a package goes from ready over queued and building to in-repo', () => {
  const events: PortEvent[] = [];
  const states = [stateOf(ledgerAfter(events))];
  for (const event of [
    request,
    created('a'),
    { kind: 'attempt-moved', attempt: 'a' as AttemptId, step: { state: 'building', phase: 'check' } },
    ended('a', { kind: 'succeeded' }),
    { kind: 'generation-published', generation: 1, attempts: ['a' as AttemptId] },
  ] satisfies PortEvent[]) {
    events.push(event);
    states.push(stateOf(ledgerAfter(events)));
  }
  expect(states).toEqual(['ready', 'queued', 'queued', 'building', 'built', 'in-repo']);
});

test('lost attempts go back to the queue on another builder, three times at most', () => {
  const events: PortEvent[] = [request];
  for (let round = 1; round <= INFRASTRUCTURE_RETRIES; round++) {
    events.push(created(`a${round}`, `b${round}`), ended(`a${round}`, { kind: 'lost', why: 'power cut' }));
    const ledger = ledgerAfter(events);
    expect(ledger.record(zlib).requested).toBe(round < INFRASTRUCTURE_RETRIES);
    expect(retryAdvice(ledger.attemptsOf(zlib), ledger.record(zlib).infrastructureFaults).avoid.size).toBe(round);
  }
  expect(stateOf(ledgerAfter(events))).toBe('stuck');
  expect(stateOf(ledgerAfter([...events, request]))).toBe('queued');
});

test('a failed package is failed until somebody requests it again', () => {
  const failure = { failureClass: 'unknown', fault: 'package', explanation: '', causal: null, signature: '' } as const;
  const failed = [request, created('a'), ended('a', { kind: 'failed', failure })];
  expect(stateOf(ledgerAfter(failed))).toBe('failed');
  expect(stateOf(ledgerAfter([...failed, request]))).toBe('queued');
});

test('how deep a package is follows from what was recorded of the buildroots behind it', () => {
  const landed = (id: string, generation: number): PortEvent => ({ kind: 'generation-published', generation, attempts: [id as AttemptId] });
  const recorded = (id: string, made: string | null): PortEvent => ({ kind: 'buildroot-recorded', attempt: id as AttemptId, shallowest: { nevra: 'zlib-1-1.s390x', attempt: made as AttemptId | null } });
  const build = (id: string, made: string | null, generation: number): PortEvent[] => [created(id), ended(id, { kind: 'succeeded' }), recorded(id, made), landed(id, generation)];
  const ledger = ledgerAfter([...build('a', null, 1), ...build('b', 'a', 2), ...build('c', 'b', 3)]);
  expect(ledger.depths.of('c' as AttemptId)).toBe(3);
  expect(ledger.depths.pathOf('c' as AttemptId).map(({ attempt }) => attempt)).toEqual(['c', 'b', 'a', null]);
});

test('an attempt that has ended never changes, whatever comes', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
      const ledger = new Ledger();
      const ends = new Map<string, string>();
      events.forEach((event, index) => {
        ledger.apply({ sequence: index + 1, at: index, event });
        for (const attempt of ledger.attempts()) {
          const known = ends.get(attempt.id);
          if (known !== undefined) expect(JSON.stringify(attempt)).toBe(known);
          if (isEnded(attempt.state)) ends.set(attempt.id, JSON.stringify(attempt));
        }
      });
    }),
  );
});

test('what an event says it changed is all that it changed', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
      const ledger = new Ledger();
      const names = ['alpha', 'beta', 'gamma'].map((name) => name as SourceName);
      const picture = (name: SourceName): string => JSON.stringify([ledger.record(name), ledger.attemptsOf(name)]);
      events.forEach((event, index) => {
        const before = names.map(picture);
        const changed = ledger.apply({ sequence: index + 1, at: index, event });
        if (changed === null) return;
        names.forEach((name, each) => {
          if (!changed.includes(name)) expect(picture(name)).toBe(before[each]);
        });
      });
    }),
  );
});

test('in-repo and attempts of one source are never mixed up with those of another', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
      const ledger = ledgerAfter(events);
      for (const name of ['alpha', 'beta', 'gamma'].map((each) => each as SourceName)) {
        const record = ledger.record(name);
        for (const id of record.attempts) expect(ledger.attempt(id)?.source).toBe(name);
        if (record.landed !== null) expect(ledger.attempt(record.landed)?.scratch).toBe(false);
      }
    }),
  );
});

test('a scratch build changes nothing of the port: no state, no landing, no wait, no statistics', () => {
  const names = ['alpha', 'beta', 'gamma'].map((name) => name as SourceName);
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
      // An id has one attempt: those that are scratch builds first are scratch builds for good.
      const scratch = new Set<string>();
      const real = new Set<string>();
      for (const event of events) if (event.kind === 'attempt-created' && !scratch.has(event.attempt) && !real.has(event.attempt)) (event.scratch ? scratch : real).add(event.attempt);
      const without = events.flatMap((event): PortEvent[] => {
        if (event.kind === 'scratch-requested' || event.kind === 'scratch-withdrawn') return [];
        if ('attempt' in event) return scratch.has(event.attempt) ? [] : [event];
        return [event];
      });
      const [all, rest] = [ledgerAfter(events), ledgerAfter(without)];
      const picture = (ledger: Ledger): unknown =>
        names.map((name) => {
          const { requested, infrastructureFaults, leftOut, landed, gone } = ledger.record(name);
          const latest = ledger.attemptsOf(name).findLast((attempt) => !attempt.scratch);
          return [requested, infrastructureFaults, leftOut, landed, gone, packageStateOf(ledger.record(name), latest, FACTS, 'ready'), retryAdvice(ledger.attemptsOf(name), infrastructureFaults).avoid];
        });
      expect(picture(all)).toEqual(picture(rest));
      expect(all.unpublished().map(({ id }) => id)).toEqual(rest.unpublished().map(({ id }) => id));
      expect([...all.published()]).toEqual([...rest.published()]);
      expect(all.statistics.tallyOf('b1' as BuilderName)).toEqual(rest.statistics.tallyOf('b1' as BuilderName));
    }),
  );
});

test('a wish for a scratch build waits until it is tried or withdrawn, and outlives everything else', () => {
  const purpose = { wish: 'w', words: 'without --nocheck', fixes: [], without: { kind: 'nocheck' }, until: null } as const;
  const asked: PortEvent = { kind: 'scratch-requested', source: zlib, purpose };
  const tried: PortEvent = { ...created('s'), scratch: true, purpose, fixes: [] } as PortEvent;
  expect(ledgerAfter([asked, request, created('a')]).wishes()).toEqual([{ source: zlib, purpose }]);
  expect(ledgerAfter([asked, tried]).wishes()).toEqual([]);
  expect(ledgerAfter([asked, tried]).attempt('s' as AttemptId)?.purpose).toEqual(purpose);
  expect(ledgerAfter([asked, { kind: 'scratch-withdrawn', wishes: ['w'] }]).wishes()).toEqual([]);
});

test('what somebody asks for again goes at once, however often the infrastructure failed it before', () => {
  const events: PortEvent[] = [];
  for (let round = 1; round <= 40; round++) events.push(request, created(`a${round}`, `b${round}`), ended(`a${round}`, { kind: 'lost', why: 'power cut' }));
  const faulty = ledgerAfter(events);
  const lastEnd = faulty.attemptsOf(zlib).at(-1)?.endedAt ?? 0;
  expect(retryAdvice(faulty.attemptsOf(zlib), faulty.record(zlib).infrastructureFaults).notBefore).toBe(lastEnd + 5_000);
  const asked = ledgerAfter([...events, request]);
  expect(retryAdvice(asked.attemptsOf(zlib), asked.record(zlib).infrastructureFaults)).toMatchObject({ notBefore: 0, avoid: { size: 40 } });
});

test('a repository that lost RPMs builds and unblocks nothing, until the package is built again', () => {
  const landed: PortEvent[] = [request, created('a'), ended('a', { kind: 'succeeded' }), { kind: 'generation-published', generation: 37, attempts: ['a' as AttemptId] }];
  const taken: PortEvent = { kind: 'repository-taken', generation: 0, gone: ['a' as AttemptId] };
  const ledger = ledgerAfter([...landed, taken]);
  expect([stateOf(ledger), ledger.generation, ledger.unpublished(), [...ledger.published()]]).toEqual(['ready', 0, [], []]);
  const again = ledgerAfter([...landed, taken, request, created('b'), ended('b', { kind: 'succeeded' })]);
  expect([stateOf(again), again.unpublished().map(({ id }) => id)]).toEqual(['built', ['b']]);
});

test('what is kept beside the attempts is what a search through them finds', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
      const ledger = ledgerAfter(events);
      const attempts = [...ledger.attempts()];
      expect(ledger.unended()).toEqual(attempts.filter(({ state }) => !isEnded(state)));
      const names = ['alpha', 'beta', 'gamma'].map((name) => name as SourceName);
      expect([...ledger.requested()].toSorted()).toEqual(names.filter((name) => ledger.record(name).requested));
      for (const { id, source, state, pass, scratch } of ledger.unpublished()) {
        expect([state, pass, scratch]).toEqual(['succeeded', ledger.pass, false]);
        expect([ledger.record(source).landed, ledger.record(source).gone]).not.toContain(id);
      }
      const durations = attempts.flatMap(({ state, scratch, pass, createdAt, endedAt }) => (state === 'succeeded' && !scratch && pass === ledger.pass && endedAt !== null ? [endedAt - createdAt] : []));
      const { count, mean } = ledger.statistics.ofPass;
      expect(count).toBeLessThanOrEqual(durations.length);
      if (count === durations.length && count > 0) expect(mean).toBeCloseTo(durations.reduce((sum, each) => sum + each, 0) / count, 6);
      const built = attempts.filter(({ state, scratch }) => state === 'succeeded' && !scratch).length;
      expect(ledger.statistics.tallyOf('b1' as BuilderName).built).toBe(built);
    }),
  );
});
