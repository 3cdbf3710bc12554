import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Ledger } from '#shared/port/ledger.ts';
import type { PortEvent } from '#shared/port/events.ts';
import type { AttemptId, BuilderName, SourceName } from '#shared/vocabulary/ids.ts';

import type { GenerationEntry } from '../repository/types.ts';
import { repositoryGap } from './repository-gap.ts';

interface Build {
  readonly name: string;
  readonly simulated: boolean;
  readonly there: boolean;
  readonly here: boolean;
}

const builds = fc.uniqueArray(fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd', 'e'), simulated: fc.boolean(), there: fc.boolean(), here: fc.boolean() }), { selector: ({ name }) => name });

function ledgerOf(list: readonly Build[]): Ledger {
  const ledger = new Ledger();
  const events = list.flatMap(({ name, simulated }): PortEvent[] => [
    { kind: 'attempt-created', attempt: `a-${name}` as AttemptId, source: name as SourceName, pass: 1, builder: 'b1' as BuilderName, scratch: false, expected: `${name}-1-1`, generation: 0, debt: false, simulated },
    { kind: 'attempt-ended', attempt: `a-${name}` as AttemptId, end: { kind: 'succeeded' } },
    { kind: 'generation-published', generation: 1, attempts: [`a-${name}` as AttemptId] },
  ]);
  events.forEach((event, index) => void ledger.apply({ sequence: index + 1, at: index, event }));
  return ledger;
}

test('afterwards a repository has exactly what the ledger says, and nothing of a simulation unless it is one', async () => {
  await fc.assert(
    fc.asyncProperty(builds, fc.boolean(), fc.nat(3), async (list, simulated, strangers) => {
      const ledger = ledgerOf(list);
      const entry = (name: string): GenerationEntry => ({ file: `${name}-1-1.noarch.rpm`, sha256: '0', source: name as SourceName, attempt: `a-${name}` as AttemptId });
      const foreign = Array.from({ length: strangers }, (_, index) => entry(`stranger${index}`));
      const latest = { number: 1, entries: [...list.filter(({ there }) => there).map(({ name }) => entry(name)), ...foreign] };
      const here = new Set(list.filter((each) => each.here).map(({ name }) => `a-${name}`));
      const gap = await repositoryGap(ledger, latest, simulated, (attempt) => Promise.resolve(here.has(attempt) ? [] : null));
      ledger.apply({ sequence: 99, at: 99, event: { kind: 'repository-taken', generation: 2, gone: gap.gone } });
      const has = new Set([...list.filter(({ there }) => there).map(({ name }) => `a-${name}`), ...gap.missing.map(({ attempt }) => attempt)]);
      for (const [, attempt] of ledger.published()) expect(has).toContain(attempt);
      for (const { name, simulated: pretended, there, here: kept } of list) {
        const stays = (simulated || !pretended) && (there || kept);
        expect(ledger.record(name as SourceName).landed).toBe(stays ? `a-${name}` : null);
      }
      expect(gap.strangers).toBe(strangers);
    }),
  );
});
