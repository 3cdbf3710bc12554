import type { BulkAction } from '#shared/contract/schemas/bulk.ts';

import { askWish, runWish, undoWish, useBulk } from '../bulk.ts';
import { go } from '../location.ts';
import { usePanels } from '../panels.ts';
import { usePerson } from '../person.ts';
import { useFailures } from '../stores.ts';
import { currentTarget, nextOpen, shownClusters, toggleMarks, useTriage } from '../triage.ts';
import type { Command } from './command.ts';
import type { CommandContext } from './context.ts';

const onFailures = ({ place }: CommandContext): string | null => (place.screen === 'failures' ? null : 'Go to the Failures first.');

/** A wish for what the list of failures has marked or is on. */
function wishing(id: string, title: string, key: string | null, kind: BulkAction['kind']): Command {
  return {
    id,
    title,
    group: 'Triage',
    key,
    refusal: (context) => context.refusal ?? onFailures(context) ?? (currentTarget(context.place.select).length > 0 ? null : 'Go to a failure or mark some first.'),
    run: ({ place }) => askWish(kind, currentTarget(place.select)),
  };
}

/** What a porter does with failures; each wish says first what it will do. */
export const TRIAGE_COMMANDS: readonly Command[] = [
  wishing('triage-verdict', 'Give a verdict…', 'v', 'give-verdict'),
  wishing('triage-rebuild', 'Rebuild these…', 'r', 'rebuild'),
  wishing('triage-elsewhere', 'Rebuild these on another builder…', 'e', 'rebuild-elsewhere'),
  wishing('triage-fix', 'Rebuild these with a port fix…', 'p', 'apply-fix'),
  wishing('triage-leave-out', 'Leave these out…', 'x', 'leave-out'),
  wishing('triage-withdraw', 'Withdraw the verdict…', 'Shift+v', 'withdraw-verdict'),
  {
    id: 'triage-own',
    title: 'Take these on',
    group: 'Triage',
    key: 'o',
    refusal: (context) => context.refusal ?? onFailures(context) ?? (currentTarget(context.place.select).length > 0 ? null : 'Go to a failure or mark some first.'),
    run: ({ place }) => {
      const { name } = usePerson.getState();
      // Whoever has not said who they are is asked, and then takes them on with a second key.
      if (name === '') usePanels.setState({ form: 'person' });
      else void runWish({ sources: [...currentTarget(place.select)], action: { kind: 'set-owner', owner: name } });
    },
  },
  {
    id: 'triage-mark',
    title: 'Mark this failure, or all of this cluster',
    group: 'Triage',
    key: ' ',
    refusal: (context) => onFailures(context) ?? (useTriage.getState().focus === null ? 'Go to a failure first.' : null),
    run: () => {
      const { focus } = useTriage.getState();
      const cluster = focus?.kind === 'cluster' ? useFailures.getState().clusters?.find(({ signature }) => signature === focus.signature) : undefined;
      toggleMarks(focus?.kind === 'failure' ? [focus.source] : (cluster?.failures.map(({ source }) => source) ?? []));
    },
  },
  { id: 'triage-unmark', title: 'Take all marks off', group: 'Triage', key: 'Shift+u', refusal: () => (useTriage.getState().marked.size > 0 ? null : 'Nothing is marked.'), run: () => useTriage.setState({ marked: new Set() }) },
  {
    id: 'triage-next',
    title: 'Go to the next failure without a verdict',
    group: 'Triage',
    key: 'n',
    refusal: (context) => onFailures(context) ?? (nextOpen(useFailures.getState().clusters ?? [], null) === null ? 'All failures have a verdict.' : null),
    run: ({ place }) => {
      const clusters = shownClusters(useFailures.getState().clusters ?? [], place.shown, Date.now(), usePerson.getState().name);
      const next = nextOpen(clusters, useTriage.getState().focus);
      if (next === null) return;
      useTriage.setState({ focus: { kind: 'failure', source: next.source } });
      go({ select: next.source, cluster: next.signature }, { remember: false });
    },
  },
  { id: 'bulk-undo', title: 'Take back what was done last', group: 'Triage', key: 'Mod+z', refusal: ({ refusal }) => refusal ?? (useBulk.getState().undo === null ? 'There is nothing to take back.' : null), run: () => void undoWish() },
  { id: 'person', title: 'Say who you are…', group: 'Window', key: null, refusal: () => null, run: () => usePanels.setState({ form: 'person' }) },
];
