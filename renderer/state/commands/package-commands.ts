import type { Client } from '#shared/contract/client.ts';
import type { PackageDetail } from '#shared/contract/schemas/package.ts';
import type { PortFix, SuggestedFix } from '#shared/contract/schemas/port-fix.ts';
import { isEnded } from '#shared/vocabulary/attempt-state.ts';

import { usePanels } from '../panels.ts';
import { copyWhy } from '../permalink.ts';
import { perform, type Done } from '../perform.ts';
import type { Command } from './command.ts';
import type { CommandContext } from './context.ts';

const NOTHING_SELECTED = 'Select a package first.';

function onPackage(able: (detail: PackageDetail) => string | null): Command['refusal'] {
  return ({ refusal, place, detail }) => {
    if (place.select === null) return NOTHING_SELECTED;
    if (refusal !== null) return refusal;
    return detail === null ? 'Still loading.' : able(detail);
  };
}

/** "2 queued; 1 passed over: luajit is left out". */
export function sayQueued({ queued, skipped }: { readonly queued: readonly string[]; readonly skipped: readonly { readonly source: string; readonly why: string }[] }): Done {
  const first = skipped[0];
  const what = queued.length === 1 ? `${queued[0] ?? ''} queued` : `${queued.length.toLocaleString('en')} queued`;
  if (first === undefined) return { message: `${what}.` };
  return { message: `${what}; ${skipped.length} passed over. ${first.source}: ${first.why}` };
}

function build(key: string, dependents: boolean): Command['run'] {
  return ({ place }) => {
    const source = place.select;
    if (source === null) return;
    void perform(`${key}:${source}`, async (client) => sayQueued(await client.call('build.packages', { sources: [source], dependents })));
  };
}

/** Puts an offered fix on and builds again: one click. */
export function applyOffered(source: string, offered: SuggestedFix): Promise<boolean> {
  return perform(`apply-fix:${source}`, async (client) => {
    await client.call('package.applyFix', { source, fix: offered.fix });
    const { queued } = await client.call('build.packages', { sources: [source], dependents: false });
    return { message: queued.length > 0 ? `${offered.title}: applied, ${source} is queued again.` : `${offered.title}: applied.` };
  });
}

export function removeFix(source: string, fix: PortFix): Promise<boolean> {
  return perform(`remove-fix:${source}`, async (client) => {
    await client.call('package.removeFix', { source, change: fix.change });
    return {
      message: `Took a port fix off ${source}.`,
      action: { title: 'Undo', run: () => void perform(`remove-fix:${source}`, (again) => again.call('package.applyFix', { source, fix }).then(() => null)) },
    };
  });
}

async function bringBackWith(client: Client, source: string): Promise<Done> {
  await client.call('package.bringBack', { source });
  return { message: `${source} is part of the port again.` };
}

/** Leaves a package out for a reason; the toast offers the way back. */
export function leaveOut(source: string, reason: string): Promise<boolean> {
  return perform(`leave-out:${source}`, async (client) => {
    await client.call('package.leaveOut', { source, reason });
    return {
      message: `${source} is left out.`,
      action: { title: 'Undo', run: () => void perform(`bring-back:${source}`, (again) => bringBackWith(again, source)) },
    };
  });
}

export function cancelAttempt(attempt: string, source: string): Promise<boolean> {
  return perform(`cancel:${source}`, async (client) => {
    await client.call('build.cancel', { attempt });
    return { message: `The build of ${source} is being cancelled.` };
  });
}

function runningAttempt(detail: PackageDetail | null): PackageDetail['attempts'][number] | undefined {
  return detail?.attempts.find((attempt) => !isEnded(attempt.state));
}

export const PACKAGE_COMMANDS: readonly Command[] = [
  {
    id: 'copy-why',
    title: 'Copy why, with a link',
    group: 'Package',
    key: 'Shift+y',
    refusal: ({ place, detail }) => (place.select === null ? NOTHING_SELECTED : detail === null ? 'Still loading.' : null),
    run: ({ detail }) => (detail === null ? undefined : copyWhy(detail.source, detail.why)),
  },
  {
    id: 'build',
    title: 'Build',
    group: 'Package',
    key: 'b',
    refusal: onPackage((detail) => (detail.can.build ? null : detail.why)),
    run: build('build', false),
  },
  {
    id: 'rebuild',
    title: 'Rebuild',
    group: 'Package',
    key: 'r',
    refusal: onPackage((detail) => (detail.can.rebuild ? null : detail.can.build ? 'It has not been built yet: Build starts it.' : detail.why)),
    run: build('rebuild', false),
  },
  {
    id: 'rebuild-dependents',
    title: 'Rebuild with dependents',
    group: 'Package',
    key: 'Shift+r',
    refusal: onPackage((detail) => (detail.can.rebuild || detail.can.build ? null : detail.why)),
    run: build('rebuild-dependents', true),
  },
  {
    id: 'apply-fix',
    title: 'Apply the offered port fix and rebuild',
    group: 'Package',
    key: 'Shift+f',
    refusal: onPackage((detail) => (detail.suggestions.length > 0 ? null : 'No port fix is offered for this package.')),
    run: ({ detail }) => {
      const offered = detail?.suggestions[0];
      if (detail !== null && offered !== undefined) void applyOffered(detail.source, offered);
    },
  },
  {
    id: 'leave-out',
    title: 'Leave out…',
    group: 'Package',
    key: null,
    refusal: onPackage((detail) => (detail.can.leaveOut ? null : detail.leftOut === null ? detail.why : 'It is left out already.')),
    run: () => usePanels.setState({ form: 'leave-out' }),
  },
  {
    id: 'bring-back',
    title: 'Bring back',
    group: 'Package',
    key: null,
    refusal: onPackage((detail) => (detail.can.bringBack ? null : 'It is not left out.')),
    run: ({ place }) => {
      const source = place.select;
      if (source !== null) void perform(`bring-back:${source}`, (client) => bringBackWith(client, source));
    },
  },
  {
    id: 'cancel',
    title: 'Cancel build',
    group: 'Package',
    key: null,
    refusal: onPackage((detail) => (detail.can.cancel ? null : 'It is neither queued nor building.')),
    run: ({ detail }: CommandContext) => {
      if (detail === null) return;
      const attempt = runningAttempt(detail);
      if (attempt !== undefined) void cancelAttempt(attempt.id, detail.source);
      else
        void perform(`cancel:${detail.source}`, async (client) => {
          await client.call('build.unqueue', { sources: [detail.source] });
          return { message: `${detail.source} is out of the queue.` };
        });
    },
  },
];
