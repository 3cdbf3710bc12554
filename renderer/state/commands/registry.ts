import { go, usePlace, type Screen } from '../location.ts';
import { usePanels } from '../panels.ts';
import { askParity } from '../parity.ts';
import { perform } from '../perform.ts';
import { useDetail } from '../stores.ts';
import { setTheme, switchTheme } from '../theme.ts';
import { CHART_COMMANDS } from './chart-commands.ts';
import { chordOf, type Command, type KeyPress } from './command.ts';
import { commandContext } from './context.ts';
import { CYCLE_COMMANDS } from './cycle-commands.ts';
import { FIX_COMMANDS } from './fix-commands.ts';
import { LOG_COMMANDS } from './log-commands.ts';
import { isInMapMode, leaveMapMode, MAP_COMMANDS } from './map-commands.ts';
import { PACKAGE_COMMANDS, sayQueued } from './package-commands.ts';
import { always } from './signalling.ts';
import { REPORT_COMMANDS } from './report-commands.ts';
import { TRIAGE_COMMANDS } from './triage-commands.ts';

function goTo(screen: Screen, title: string, key: string): Command {
  return { id: `go-${screen}`, title, group: 'Go to', key, refusal: always, run: () => go({ screen }) };
}


/** Every command of the window, in the palette's order. The one list. */
export const COMMANDS: readonly Command[] = [
  {
    id: 'build-all',
    title: 'Build all',
    group: 'Build',
    key: 'Mod+Enter',
    refusal: ({ refusal, summary }) => {
      if (refusal !== null) return refusal;
      if (summary === null || summary.total === 0) return 'There is nothing to build yet: the port has no sources.';
      if (summary.builders.all === 0) return 'There is no builder yet: add one on the Fleet screen.';
      return summary.inRepo >= summary.portable - summary.leftOut ? 'All that is portable is in the repository.' : null;
    },
    run: () => void perform('build-all', async (client) => sayQueued(await client.call('build.all', {}))),
  },
  {
    id: 'stop-all',
    title: 'Stop all',
    group: 'Build',
    key: null,
    refusal: ({ refusal, summary }) => {
      if (refusal !== null) return refusal;
      const busy = summary === null ? 0 : summary.builders.running + summary.counts.queued + summary.counts.building;
      return busy > 0 ? null : 'Nothing is queued or building.';
    },
    run: () =>
      void perform('stop-all', async (client) => {
        const { cancelled, unqueued } = await client.call('build.stopAll', {});
        return { message: `${cancelled} cancelled, ${unqueued} taken out of the queue.` };
      }),
  },
  ...TRIAGE_COMMANDS,
  ...PACKAGE_COMMANDS,
  ...FIX_COMMANDS,
  goTo('chart', 'Chart', '1'),
  goTo('failures', 'Failures', '2'),
  goTo('fleet', 'Fleet', '3'),
  goTo('project', 'Project', '4'),
  goTo('debt', 'Debt', '5'),
  goTo('cycles', 'Cycles', '6'),
  goTo('morning', 'First morning', '7'),
  goTo('parity', 'Parity', '8'),
  ...CHART_COMMANDS,
  ...MAP_COMMANDS,
  ...CYCLE_COMMANDS,
  ...LOG_COMMANDS,
  { id: 'add-builder', title: 'Add a builder…', group: 'Port', key: null, refusal: ({ refusal }) => refusal, run: () => { go({ screen: 'fleet' }); usePanels.setState({ form: 'add-builder' }); } },
  { id: 'ingest', title: 'Ingest the sources', group: 'Port', key: null, refusal: ({ refusal }) => refusal, run: () => void perform('ingest', (client) => client.call('ingest.start', {}).then(() => ({ message: 'Reading the sources.' }))) },
  { id: 'compare', title: 'Compare the repository with the reference and with itself', group: 'Port', key: null, refusal: ({ summary }) => (summary === null ? 'There is nothing to compare yet.' : null), run: () => { go({ screen: 'parity' }); void askParity(); } },
  ...REPORT_COMMANDS,
  { id: 'palette', title: 'Show all commands', group: 'Window', key: 'Mod+k', refusal: always, run: () => usePanels.setState({ palette: true }) },
  { id: 'switch-theme', title: 'Switch between light and dark', group: 'Window', key: 'd', refusal: always, run: switchTheme },
  { id: 'system-theme', title: 'Light or dark as the system says', group: 'Window', key: null, refusal: always, run: () => setTheme('system') },
  {
    id: 'close',
    title: 'Close what is open beside the screen',
    group: 'Window',
    key: 'Escape',
    refusal: ({ place }) => (place.select === null && place.log === null && !isInMapMode() ? 'Nothing is open.' : null),
    run: ({ place }) => {
      if (leaveMapMode()) return;
      if (place.log !== null) go({ log: null, line: null });
      else {
        go({ select: null });
        useDetail.setState({ source: null, detail: null, problem: null });
      }
    },
  },
];

const BY_ID: ReadonlyMap<string, Command> = new Map(COMMANDS.map((command) => [command.id, command]));

/** Throws for an id that is not there: ids are written in code. */
export function commandById(id: string): Command {
  const command = BY_ID.get(id);
  if (command === undefined) throw new RangeError(`There is no command ${id}.`);
  return command;
}

/** Runs it if it can be run now. Says whether it did. */
export function runCommand(command: Command): boolean {
  const context = commandContext();
  if (command.refusal(context) !== null) return false;
  command.run(context);
  return true;
}

/** The command that a key press means, if any: screens share keys, so it is the first that can be run now. */
export function commandFor(press: KeyPress): Command | undefined {
  const chord = chordOf(press);
  const context = commandContext();
  const meant = COMMANDS.filter((command) => command.key === chord || (command.key === '+' && chord === '='));
  return meant.find((command) => command.refusal(context) === null) ?? meant[0];
}

/** Where a package-related key of `perform` is pending for the selection. */
export function pendingKey(command: Command): string {
  const { select } = usePlace.getState();
  return command.group === 'Package' ? `${command.id}:${select ?? ''}` : command.id;
}
