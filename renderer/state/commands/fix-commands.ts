import type { Client } from '#shared/contract/client.ts';
import { sameThing, type FixChange, type PortFix } from '#shared/port/fix.ts';
import { fixWords } from '#shared/port/fix-words.ts';

import { openFixForm } from '../fix-form/fix-editing.ts';
import { perform } from '../perform.ts';
import type { Command } from './command.ts';

/** Puts a fix on in the place of another one, which may be of another thing (a macro that was renamed). */
async function put(client: Client, source: string, fix: PortFix, before: PortFix | null): Promise<void> {
  if (before !== null && !sameThing(before.change, fix.change)) await client.call('package.removeFix', { source, change: before.change });
  await client.call('package.applyFix', { source, fix });
}

/** Puts a fix on a package, in place of `before` where there is one, and builds it again where that is wanted; the toast offers the way back. */
export function applyFix(source: string, fix: PortFix, before: PortFix | null, rebuild: boolean): Promise<boolean> {
  return perform(`edit-fix:${source}`, async (client) => {
    await put(client, source, fix, before);
    const queued = rebuild ? (await client.call('build.packages', { sources: [source], dependents: false })).queued : [];
    return {
      message: `${source} has the port fix ${fixWords(fix.change)}${queued.length > 0 ? ', and is queued' : ''}.`,
      action: {
        title: 'Undo',
        run: () =>
          void perform(`edit-fix:${source}`, async (again) => {
            if (before === null) await again.call('package.removeFix', { source, change: fix.change });
            else await put(again, source, before, fix);
            return null;
          }),
      },
    };
  });
}

/** Builds a package without one of its port fixes, to see whether that could go; nothing of it lands. */
export function tryWithout(source: string, change: FixChange): Promise<boolean> {
  return perform(`try-without:${source}:${fixWords(change)}`, async (client) => {
    const { attempt, words } = await client.call('build.scratch', { source, without: change });
    return { message: `${source} is tried ${words}${attempt === null ? ' as soon as a builder has a free slot' : ''}. Nothing of it lands.` };
  });
}

/** Whether a package can be prepared with these fixes: its sources laid out and every patch applied. Tells the attempt once there is one. */
export function checkPatches(source: string, fixes: readonly PortFix[], begun: (words: string) => void): Promise<boolean> {
  return perform(`check-patches:${source}`, async (client) => {
    const { words } = await client.call('build.scratch', { source, fixes: [...fixes], until: 'prep' });
    begun(words);
    return null;
  });
}

export const FIX_COMMANDS: readonly Command[] = [
  {
    id: 'add-fix',
    title: 'Add a port fix…',
    group: 'Package',
    key: 'Shift+x',
    refusal: ({ refusal, place, detail }) => (place.select === null ? 'Select a package first.' : (refusal ?? (detail === null ? 'Still loading.' : null))),
    run: ({ detail }) => {
      if (detail !== null) openFixForm(detail.source);
    },
  },
  {
    id: 'try-without-fix',
    title: 'Try without the oldest port fix that must go again',
    group: 'Package',
    key: null,
    refusal: ({ refusal, place, detail }) =>
      place.select === null ? 'Select a package first.' : (refusal ?? (detail === null ? 'Still loading.' : detail.fixes.some(({ debt }) => debt) ? null : 'It has no port fix that must go again.')),
    run: ({ detail }) => {
      const [oldest] = (detail?.fixes ?? []).filter(({ debt }) => debt).toSorted((a, b) => (a.since ?? '').localeCompare(b.since ?? ''));
      if (detail !== null && oldest !== undefined) void tryWithout(detail.source, oldest.change);
    },
  },
];
