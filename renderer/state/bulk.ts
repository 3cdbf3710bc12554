import { create } from 'zustand';

import type { BulkAction, BulkDone, BulkWish } from '#shared/contract/schemas/bulk.ts';

import { perform } from './perform.ts';
import { toast } from './toasts.ts';

/** What a person is asked about before many packages are touched. */
export interface AskedWish {
  readonly kind: BulkAction['kind'];
  readonly sources: readonly string[];
}

/** The wish that stands open for a person's word, and the way back from the last one that was done. */
export const useBulk = create<{ readonly asked: AskedWish | null; readonly undo: { readonly wishes: readonly BulkWish[]; readonly words: string } | null }>(() => ({ asked: null, undo: null }));

/** Shows first what a wish would do. */
export function askWish(kind: BulkAction['kind'], sources: readonly string[]): void {
  if (sources.length > 0) useBulk.setState({ asked: { kind, sources } });
}

const VERBS: Readonly<Record<BulkAction['kind'], string>> = {
  rebuild: 'queued again',
  'rebuild-elsewhere': 'queued again, elsewhere',
  cancel: 'cancelled',
  'apply-fix': 'given a port fix and queued',
  'remove-fix': 'freed of a port fix',
  'leave-out': 'left out',
  'bring-back': 'brought back',
  'give-verdict': 'given a verdict',
  'withdraw-verdict': 'freed of the verdict',
  'set-owner': 'handed over',
};

/** "lua given a verdict."; "12 packages queued again; 1 passed over. luajit: It is left out." */
export function sayDone(action: BulkAction, { does, skips }: Pick<BulkDone, 'does' | 'skips'>): string {
  const [only] = does;
  const what = does.length === 0 ? 'Nothing was done' : `${does.length === 1 && only !== undefined ? only.source : `${does.length.toLocaleString('en')} packages`} ${VERBS[action.kind]}`;
  const [first] = skips;
  return first === undefined ? `${what}.` : `${what}; ${skips.length.toLocaleString('en')} passed over. ${first.source}: ${first.why}`;
}

/** Does it; the message has the way back. Resolves to whether it was done. */
export function runWish(wish: BulkWish): Promise<boolean> {
  return perform(`bulk:${wish.action.kind}`, async (client) => {
    const done = await client.call('bulk.run', wish);
    const words = sayDone(wish.action, done);
    useBulk.setState({ undo: done.undo.length === 0 ? null : { wishes: done.undo, words } });
    return { message: words, action: done.undo.length === 0 ? null : { title: 'Undo', run: () => void undoWish() } };
  });
}

/** Takes back the last wish that was done, once. */
export async function undoWish(): Promise<void> {
  const { undo } = useBulk.getState();
  if (undo === null) return;
  useBulk.setState({ undo: null });
  const done = await perform('bulk:undo', async (client) => {
    for (const wish of undo.wishes) await client.call('bulk.run', wish);
    return { message: `Taken back: ${undo.words}` };
  });
  if (!done) toast('info', 'What could not be taken back stands as it was.');
}
