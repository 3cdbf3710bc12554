import { go } from '../location.ts';
import { setPanels, usePanels } from '../panels.ts';
import type { Command } from './command.ts';
import type { LogSignal } from './log-signals.ts';
import { emitSignal } from './signals.ts';

const noLog: Command['refusal'] = ({ place }) => (place.log === null ? 'No log is open.' : null);
const noLines: Command['refusal'] = ({ place }) => (place.log === null ? 'No log is open.' : place.compare === null ? null : 'End the comparison first.');
const noComparison: Command['refusal'] = ({ place }) => (place.log === null ? 'No log is open.' : place.compare === null ? 'The log is not being compared.' : null);

function signalling(signal: LogSignal, title: string, key: string | null, refusal: Command['refusal']): Command {
  return { id: signal, title, group: 'Log', key, refusal, run: () => emitSignal(signal) };
}

/** Everything that can be done to logs. */
export const LOG_COMMANDS: readonly Command[] = [
  {
    id: 'open-log',
    title: 'Open the log of the last attempt',
    group: 'Log',
    key: 'l',
    refusal: ({ place, detail }) => (place.select === null ? 'Select a package first.' : detail !== null && detail.attempts.length > 0 ? null : 'It has not been attempted yet.'),
    run: ({ detail }) => {
      const attempt = detail?.attempts.reduce((last, each) => (each.number > last.number ? each : last));
      if (attempt !== undefined) go({ log: attempt.id, line: attempt.causal?.line ?? null });
    },
  },
  signalling('log-search', 'Search in the log', 'Mod+f', noLines),
  signalling('log-next-hit', 'Next match in the log', 'F3', noLines),
  signalling('log-previous-hit', 'Previous match in the log', 'Shift+F3', noLines),
  { id: 'log-hits', title: 'List all matches beside the log, or do not', group: 'Log', key: 'Shift+h', refusal: noLines, run: () => setPanels({ logHits: !usePanels.getState().logHits }) },
  signalling('log-cause', 'Jump to the cause', 'c', noLines),
  signalling('log-follow', 'Follow the log', 'Shift+g', noLines),
  { id: 'log-wrap', title: 'Wrap long lines of the log, or do not', group: 'Log', key: 'w', refusal: noLog, run: () => setPanels({ logWrap: !usePanels.getState().logWrap }) },
  signalling('log-fold', 'Fold or open all phases of the log', 'Shift+w', noLines),
  { id: 'log-maximise', title: 'Give the log the whole screen, or take it back', group: 'Log', key: 'Shift+l', refusal: noLog, run: () => setPanels({ logMaximised: !usePanels.getState().logMaximised }) },
  signalling('log-link', 'Copy a link to the line or range of the log', 'y', noLines),
  signalling('log-copy', 'Copy the line or range of the log with its neighbours', 'Shift+c', noLines),
  signalling('log-save', 'Save the log as a file', null, noLog),
  {
    id: 'log-compare',
    title: 'Compare the log with another attempt’s, or end that',
    group: 'Log',
    key: 'Shift+d',
    refusal: noLog,
    run: ({ place }) => (place.compare === null ? usePanels.setState({ form: 'compare-log' }) : go({ compare: null })),
  },
  signalling('log-next-difference', 'Next difference of the compared logs', 'F7', noComparison),
  signalling('log-previous-difference', 'Previous difference of the compared logs', 'Shift+F7', noComparison),
  { id: 'log-swap', title: 'Swap the compared logs', group: 'Log', key: null, refusal: noComparison, run: ({ place }) => go({ log: place.compare, compare: place.log, line: null }) },
  { id: 'close-log', title: 'Close the log', group: 'Log', key: null, refusal: noLog, run: () => go({ log: null, line: null }) },
];
