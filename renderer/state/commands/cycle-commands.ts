import type { CycleCut } from '#shared/contract/schemas/cycles.ts';

import { refusalToApply, useCycleFocus } from '../cycle-focus.ts';
import { go } from '../location.ts';
import { perform } from '../perform.ts';
import type { Command } from './command.ts';
import { applyFix } from './fix-commands.ts';

const KEY = 'apply-cut';

/** Under which a cut is pending until the core has answered. */
export function cutKey({ words }: CycleCut): string {
  return `${KEY}:${words}`;
}

/** Writes what cuts the cycle into portolan.yaml: a port fix that is debt, or a rule for an edge. The toast offers the way back. */
export function applyCut(cut: CycleCut): Promise<boolean> {
  const [source] = cut.sources;
  const { fix, edge } = cut;
  return perform(cutKey(cut), async (client) => {
    if (fix !== null && source !== undefined) {
      await applyFix(source, fix, null, false);
      return null;
    }
    if (edge === null) return null;
    await client.call('cycles.serveEdge', { ...edge, serve: 'use-base', reason: 'Cuts a cycle' });
    return {
      message: edge.source === null ? `${edge.provider} comes from the foreign base for now.` : `${edge.source} takes ${edge.provider} from the foreign base for now.`,
      action: { title: 'Undo', run: () => void perform(cutKey(cut), (again) => again.call('cycles.serveEdge', { ...edge, serve: null, reason: 'Taken back' }).then(() => null)) },
    };
  });
}

/** What can be done on the Cycles screen. */
export const CYCLE_COMMANDS: readonly Command[] = [
  {
    id: 'apply-cut',
    title: 'Cut the cycle here',
    group: 'Package',
    key: 'Shift+a',
    refusal: ({ refusal, place }) => {
      const { cut } = useCycleFocus.getState();
      if (place.screen !== 'cycles' || cut === null) return 'Go to a way to cut a cycle first.';
      return refusal ?? refusalToApply(cut);
    },
    run: () => {
      const { cut } = useCycleFocus.getState();
      if (cut !== null) void applyCut(cut);
    },
  },
  {
    id: 'cycle-of-selection',
    title: 'Show how the cycle of the selection could be cut',
    group: 'Package',
    key: 'Shift+o',
    refusal: ({ place }) => (place.select === null ? 'Select a package first.' : null),
    run: ({ place }) => go({ screen: 'cycles', cycle: place.select, part: 'cuts' }),
  },
];
