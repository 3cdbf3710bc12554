import type { PortEvent } from '#shared/port/events.ts';
import type { Plan } from '#shared/plan/types.ts';
import { parseAttemptId, parseBuilderName, parseSourceName } from '#shared/vocabulary/ids.ts';
import { PortService } from '#electron/core/port/port-service.ts';
import { openDatabase } from '#electron/core/store/database.ts';
import { EventLog } from '#electron/core/store/event-log.ts';
import { startWebHost, type WebHost } from '#electron/headless/web-host.ts';
import { stubHandlers } from '#electron/transport/testing/stub-handlers.ts';

import { seeded } from './measure.ts';
import { WINDOW } from './places.ts';

/**
 * Serves the built window with a port of this plan by the core's own port service, a third of it built and a few of it
 * failed, so that the map has all its colours. The fleet is empty and nothing changes.
 */
export async function hostPort(plan: Plan): Promise<WebHost> {
  const database = openDatabase(':memory:');
  const port = new PortService(new EventLog(database, Date.now), Date.now, () => [{ kind: 'rolling', provider: 'wait' }]);
  port.usePlan(plan, 'bench', plan.sources.map(() => ({ notForArch: false, broken: null })));
  port.record(historyOf(plan));
  const nothingMore = async function* <Item>(first: Item, signal: AbortSignal): AsyncGenerator<Item> {
    yield first;
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  };
  const handlers = stubHandlers({
    'port.pieces': () => port.pieces(),
    'port.changes': ({ after }, { signal }) => port.changes(after, signal),
    'project.changes': (_input, { signal }) =>
      nothingMore(
        { name: 'Bench', target: 's390x', directory: '', file: '', problems: [], sources: [{ kind: 'repository', location: 'source', found: null, problems: [] }], foreignBases: [], passes: [{ mode: 'rolling', provider: 'wait' }], currentPass: 1, nextStep: null },
        signal,
      ),
    'fleet.changes': (_input, { signal }) => nothingMore([], signal),
    'tasks.changes': (_input, { signal }) => nothingMore([], signal),
    'failures.list': () => [],
    'practice.status': () => ({ running: 'none', rootCached: false, missing: [], cost: { minutes: 0, megabytes: 0 } }),
  });
  const host = await startWebHost({ handlers, staticFolder: WINDOW, port: 0, operatorToken: 'not-used-here', readerToken: null });
  return {
    ...host,
    close: async () => {
      port.close();
      await host.close();
      database.close();
    },
  };
}

/** In build order a third is built, and of what comes next every twentieth has failed. */
function historyOf({ sources, ranks }: Plan): readonly PortEvent[] {
  const random = seeded(5);
  const order = [...sources.keys()].sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0));
  const builder = parseBuilderName('lpar-1');
  const events: PortEvent[] = [];
  for (const [place, row] of order.entries()) {
    const source = parseSourceName(sources[row]?.name ?? '');
    const attempt = parseAttemptId(`a-${row}`);
    const built = place < sources.length / 3;
    if (!source.ok || !attempt.ok || !builder.ok || (!built && random() > 0.05)) continue;
    const created = { kind: 'attempt-created', attempt: attempt.value, source: source.value, pass: 1, builder: builder.value, scratch: false, expected: source.value, generation: 0, debt: random() < 0.1 } as const;
    if (built) events.push(created, { kind: 'attempt-ended', attempt: attempt.value, end: { kind: 'succeeded' } }, { kind: 'generation-published', generation: place + 1, attempts: [attempt.value] });
    else events.push(created, { kind: 'attempt-ended', attempt: attempt.value, end: { kind: 'failed', failure: { failureClass: 'unknown', fault: 'package', explanation: 'It failed.', causal: null, signature: 'bench' } } });
  }
  return events;
}
