import { create } from 'zustand';

import type { Client } from '#shared/contract/client.ts';
import type { CriticalPathAnswer, UnblocksMostAnswer, WhatIfAnswer } from '#shared/contract/schemas/foresight.ts';

import { applyFilter } from './filter.ts';
import { perform } from './perform.ts';
import { usePerson } from './person.ts';
import { usePort } from './port.ts';
import { stateAt } from './port-model.ts';
import { throttled } from './throttle.ts';

/** What the Map lights up on demand: what a build would free, what is most worth mending, or the longest chain of builds. */
export type Foresight =
  | { readonly kind: 'none' }
  | { readonly kind: 'what-if'; readonly sources: readonly string[]; readonly answer: WhatIfAnswer }
  | { readonly kind: 'unblocks-most'; readonly answer: UnblocksMostAnswer }
  | { readonly kind: 'critical-path'; readonly answer: CriticalPathAnswer };

export const useForesight = create<{ readonly shown: Foresight }>(() => ({ shown: { kind: 'none' } }));

export function closeForesight(): void {
  useForesight.setState({ shown: { kind: 'none' } });
}

function ask(key: string, call: (client: Client) => Promise<Foresight>): Promise<boolean> {
  return perform(key, async (client) => {
    useForesight.setState({ shown: await call(client) });
    return null;
  });
}

export function askWhatIf(sources: readonly string[]): Promise<boolean> {
  return ask('what-if', async (client) => ({ kind: 'what-if', sources, answer: await client.call('plan.whatIf', { sources: [...sources] }) }));
}

/** So many of those in the way are listed. */
const RANKED = 100;

export function askUnblocksMost(): Promise<boolean> {
  return ask('unblocks-most', async (client) => ({ kind: 'unblocks-most', answer: await client.call('plan.unblocksMost', { most: RANKED }) }));
}

export function askCriticalPath(): Promise<boolean> {
  return ask('critical-path', async (client) => ({ kind: 'critical-path', answer: await client.call('plan.criticalPath', {}) }));
}

/** The packages that the filter shows and that could still be built, by name. */
export function unbuiltInFilter(filter: string): readonly string[] {
  const { model, summary } = usePort.getState();
  if (model === null) return [];
  const { mask } = applyFilter(model, filter, { me: usePerson.getState().name, pass: summary?.pass.number ?? 1 });
  return mask === null ? [] : model.names.filter((_, row) => mask[row] === 1 && stateAt(model, row) !== 'in-repo');
}

function askAgain(shown: Foresight): Promise<boolean> | boolean {
  switch (shown.kind) {
    case 'none':
      return true;
    case 'what-if':
      return askWhatIf(shown.sources);
    case 'unblocks-most':
      return askUnblocksMost();
    case 'critical-path':
      return askCriticalPath();
  }
}

/** An answer holds as long as nothing changes; while one is shown it is asked for again. */
const REFRESH_MS = 2000;
const refresh = throttled(
  async () => {
    const { shown } = useForesight.getState();
    const done = await askAgain(shown);
    // The package may be gone with the plan that had it.
    if (!done) closeForesight();
  },
  REFRESH_MS,
  (run, milliseconds) => void window.setTimeout(run, milliseconds),
);
usePort.subscribe((port, before) => {
  if (port.version !== before.version && useForesight.getState().shown.kind !== 'none') refresh();
});
