import { create } from 'zustand';

import type { Client } from '#shared/contract/client.ts';
import type { CriticalPathAnswer, WhatIfAnswer } from '#shared/contract/schemas/foresight.ts';

import { applyFilter } from './filter.ts';
import { perform } from './perform.ts';
import { usePerson } from './person.ts';
import { usePort } from './port.ts';
import { stateAt } from './port-model.ts';
import { throttled } from './throttle.ts';

/** What the Map lights up on demand: what a build would free, or the longest chain of builds. */
export type Foresight =
  | { readonly kind: 'none' }
  | { readonly kind: 'what-if'; readonly sources: readonly string[]; readonly answer: WhatIfAnswer }
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

/** An answer holds as long as nothing changes; while one is shown it is asked for again. */
const REFRESH_MS = 2000;
const refresh = throttled(
  async () => {
    const { shown } = useForesight.getState();
    const done = shown.kind === 'none' || (await (shown.kind === 'what-if' ? askWhatIf(shown.sources) : askCriticalPath()));
    // The package may be gone with the plan that had it.
    if (!done) closeForesight();
  },
  REFRESH_MS,
  (run, milliseconds) => void window.setTimeout(run, milliseconds),
);
usePort.subscribe((port, before) => {
  if (port.version !== before.version && useForesight.getState().shown.kind !== 'none') refresh();
});
