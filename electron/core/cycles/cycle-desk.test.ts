import { expect, test } from 'vitest';

import { planPort } from '#shared/plan/plan-port.ts';
import { binary, source, universe } from '#shared/plan/testing/small-universe.ts';
import type { PortEvent } from '#shared/port/events.ts';
import type { AttemptId, BuilderName, SourceName } from '#shared/vocabulary/ids.ts';

import { PortService } from '../port/port-service.ts';
import { openDatabase } from '../store/database.ts';
import { EventLog } from '../store/event-log.ts';
import { CycleDesk } from './cycle-desk.ts';

const built = (name: string, pass: number, generation: number): PortEvent[] => [
  { kind: 'attempt-created', attempt: `${name}-${pass}` as AttemptId, source: name as SourceName, pass, builder: 'b1' as BuilderName, scratch: false, expected: `${name}-1-1`, generation: generation - 1, debt: false },
  { kind: 'attempt-ended', attempt: `${name}-${pass}` as AttemptId, end: { kind: 'succeeded' } },
  { kind: 'generation-published', generation, attempts: [`${name}-${pass}` as AttemptId] },
];

test('what the repository has of a member when a pass begins cuts the cycle by itself, and that is said', async () => {
  const database = openDatabase(':memory:');
  const port = new PortService(new EventLog(database, () => 0), () => 0, () => [{ kind: 'rolling', provider: 'wait' }, { kind: 'rolling', provider: 'wait' }]);
  const names = ['a', 'b', 'c'];
  // Each needs the next one all round.
  const plan = planPort(universe(names.map((name, index) => source(name, [names[(index + 1) % 3] ?? ''])), { reference: names.map((name) => binary(name)) }));
  port.usePlan(plan, 'round', plan.sources.map(() => ({ notForArch: false, broken: null })));
  const desk = new CycleDesk(port, () => ({ portFixes: {}, reference: [] }), () => null);
  const older = async (): Promise<unknown> => (await desk.describe('closure', 'a')).cuts.flatMap(({ kind, words, applied }) => (kind === 'older-build' ? [[words, applied]] : []));

  port.record(built('b', 1, 1));
  expect(await older()).toEqual([]);
  port.record([{ kind: 'pass-opened', pass: 2, mode: { kind: 'rolling', provider: 'wait' }, generation: 1, inherit: false }]);
  expect(await older()).toEqual([['older build of b', true]]);
  const { sentence, row } = await desk.describe('closure', 'a');
  expect(row).toMatchObject({ size: 3, inRepo: 0, closed: 0 });
  expect(sentence).toContain('1 is served by what the pass before built, until it is built again.');
  expect(port.stateOf(0)).toBe('ready');

  port.record(built('b', 2, 2));
  expect((await desk.describe('closure', 'a')).sentence).not.toContain('pass before');
  desk.close();
  port.close();
  database.close();
});
