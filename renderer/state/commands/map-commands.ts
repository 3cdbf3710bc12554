import { askCriticalPath, askUnblocksMost, askWhatIf, closeForesight, unbuiltInFilter, useForesight } from '../foresight.ts';
import { go, usePlace } from '../location.ts';
import { closeTime, showAt, useTime } from '../time.ts';
import type { Command } from './command.ts';
import { emitSignal } from './signals.ts';

function onMap(): boolean {
  const { screen, view } = usePlace.getState();
  return screen === 'chart' && view === 'map';
}

function toMap(): void {
  go({ screen: 'chart', view: 'map' });
}

const notOfThePast: Command['refusal'] = ({ summary, place }) => {
  if (summary === null || summary.total === 0) return 'There is no port to look at yet.';
  return place.at === null ? null : 'The map shows the past: go back to now first.';
};

const barShut: Command['refusal'] = () => (useTime.getState().open && onMap() ? null : 'Open the bar of time first.');

/** Whether the Map shows something other than the port as it is, which Escape ends before it closes anything. */
export function isInMapMode(): boolean {
  return onMap() && (useForesight.getState().shown.kind !== 'none' || useTime.getState().at !== null || useTime.getState().open);
}

/** Ends the last of the Map's modes; says whether there was one. */
export function leaveMapMode(): boolean {
  if (!isInMapMode()) return false;
  if (useForesight.getState().shown.kind !== 'none') closeForesight();
  else if (useTime.getState().at !== null) showAt(null);
  else closeTime();
  return true;
}

/** What the Map can do beside showing the port as it is: look ahead, and look back. */
export const MAP_COMMANDS: readonly Command[] = [
  {
    id: 'what-if',
    title: 'What would this free?',
    group: 'Chart',
    key: 'i',
    refusal: (context) => (context.place.select === null ? 'Select a package first.' : notOfThePast(context)),
    run: ({ place }) => {
      toMap();
      if (place.select !== null) void askWhatIf([place.select]);
    },
  },
  {
    id: 'what-if-filter',
    title: 'What would all that the filter shows free?',
    group: 'Chart',
    key: 'Shift+i',
    refusal: (context) => {
      const refusal = context.place.filter === '' ? 'Filter packages first.' : notOfThePast(context);
      return refusal ?? (unbuiltInFilter(context.place.filter).length === 0 ? 'All that the filter shows is in the repository.' : null);
    },
    run: ({ place }) => {
      toMap();
      void askWhatIf(unbuiltInFilter(place.filter));
    },
  },
  {
    id: 'unblocks-most',
    title: 'Show what unblocks most, or hide it',
    group: 'Chart',
    key: 'u',
    refusal: notOfThePast,
    run: () => {
      if (useForesight.getState().shown.kind === 'unblocks-most' && onMap()) return closeForesight();
      toMap();
      void askUnblocksMost();
    },
  },
  {
    id: 'critical-path',
    title: 'Show the critical path, or hide it',
    group: 'Chart',
    key: 'k',
    refusal: notOfThePast,
    run: () => {
      if (useForesight.getState().shown.kind === 'critical-path' && onMap()) return closeForesight();
      toMap();
      void askCriticalPath();
    },
  },
  {
    id: 'time',
    title: 'Replay the past on the map, or stop',
    group: 'Chart',
    key: 'h',
    refusal: ({ summary }) => (summary === null || summary.total === 0 ? 'There is no port to look at yet.' : null),
    run: () => {
      if (useTime.getState().open && onMap()) return closeTime();
      closeForesight();
      toMap();
      useTime.setState({ open: true });
    },
  },
  { id: 'time-play', title: 'Play the past, or pause', group: 'Chart', key: '.', refusal: barShut, run: () => useTime.setState(({ playing }) => ({ playing: !playing })) },
  { id: 'time-back', title: 'A step back in time', group: 'Chart', key: '[', refusal: barShut, run: () => emitSignal('time-back') },
  { id: 'time-forward', title: 'A step forward in time', group: 'Chart', key: ']', refusal: barShut, run: () => emitSignal('time-forward') },
  { id: 'time-now', title: 'Back to now', group: 'Chart', key: null, refusal: ({ place }) => (place.at === null ? 'The map shows the present.' : null), run: () => showAt(null) },
];
