import { useEffect, useMemo, type ReactNode } from 'react';

import { PACKAGE_STATES } from '#shared/vocabulary/package-state.ts';
import { CommandButton } from '#renderer/state/command-button.tsx';
import { onSignal } from '#renderer/state/commands/signals.ts';
import { useCommand } from '#renderer/state/commands/use-command.ts';
import { useConnection } from '#renderer/state/connection.ts';
import type { PortModel } from '#renderer/state/port-model.ts';
import { followHistory, RANGES, useTime, type Range } from '#renderer/state/time.ts';
import { IconButton } from '#renderer/ui/button.tsx';
import { formatCount, instantFormat } from '#renderer/ui/format.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import type { Palette } from '#renderer/ui/palette.ts';

import { fittingSpeed, spanOf, SPEEDS } from './intervals.ts';
import { goTo, STEPS, TimeAxis } from './time-axis.tsx';
import { usePlayback } from './use-playback.ts';

const RANGE_WORDS: Readonly<Record<Range, string>> = { day: 'last 24 hours', pass: 'this pass', all: 'from the beginning' };
/** An instant of the past as it is said everywhere on the map: `Tue 24 Nov, 14:03`. */
export const sayInstant = instantFormat({ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

const IN_REPO = PACKAGE_STATES.indexOf('in-repo');
const FAILED = PACKAGE_STATES.indexOf('failed');

function count(model: PortModel, state: number): string {
  return formatCount(model.states.reduce((sum, each) => sum + Number(each === state), 0));
}

/** Below the map: goes back to any instant of the port's history and lets it pass by. `model` is the port as it is shown. */
export function TimeBar({ model, palette }: { readonly model: PortModel; readonly palette: Palette }): ReactNode {
  const { at, range, playing, speed, history, version, problem } = useTime();
  const client = useConnection((state) => state.client);
  const play = useCommand('time-play');
  const close = useCommand('time');
  useEffect(() => {
    if (client === null) return;
    const controller = new AbortController();
    void followHistory(controller.signal);
    return () => controller.abort();
  }, [client]);
  const known = history?.planDigest === model.planDigest ? history : null;
  const span = useMemo(() => {
    if (known === null || version < 0) return null;
    const wished = spanOf(known, range);
    // An instant that somebody sent may lie before the range that is usual.
    return wished !== null && at !== null && at < wished.from ? spanOf(known, 'all') : wished;
  }, [known, version, range, at]);
  const pace = speed ?? (span === null ? SPEEDS[0].value : fittingSpeed(span));
  usePlayback(span, pace);
  useEffect(() => {
    const step = (direction: number) => (): void => {
      if (span !== null) goTo(span, (useTime.getState().at ?? span.to) + (direction * (span.to - span.from)) / STEPS);
    };
    const stops = [onSignal('time-back', step(-1)), onSignal('time-forward', step(1))];
    return () => stops.forEach((stop) => stop());
  }, [span]);
  const words = at === null ? 'now' : `as of ${sayInstant(at)}`;
  const pass = known === null || at === null ? '' : `pass ${known.passAt(at)} · `;
  return (
    <section className="time" aria-label="Time">
      <div className="time-row">
        <IconButton label={playing ? 'Pause' : 'Play the past'} disabledReason={span === null ? 'Nothing has happened yet.' : play.disabledReason} onClick={play.run}>
          <Icon name={playing ? 'pause' : 'play'} />
        </IconButton>
        <label className="time-choice">
          <span className="visually-hidden">Speed</span>
          <select className="input" value={pace} onChange={(event) => useTime.setState({ speed: Number(event.target.value) })}>
            {SPEEDS.map(({ value, words: said }) => (
              <option key={value} value={value}>
                {said}
              </option>
            ))}
          </select>
        </label>
        <strong className="time-words" aria-live={playing ? 'off' : 'polite'}>
          {at === null ? 'Now' : `As of ${sayInstant(at)}`}
        </strong>
        <span className="soft time-counts truncate">
          {pass}
          {count(model, IN_REPO)} in repo · {count(model, FAILED)} failed
        </span>
        <span className="spacer" />
        {at === null ? null : <CommandButton id="time-now" kind="plain" />}
        <label className="time-choice">
          <span className="visually-hidden">Range</span>
          <select className="input" value={range} onChange={(event) => useTime.setState({ range: RANGES.find((each) => each === event.target.value) ?? 'all' })}>
            {RANGES.map((each) => (
              <option key={each} value={each}>
                {RANGE_WORDS[each]}
              </option>
            ))}
          </select>
        </label>
        <IconButton label="Close the bar of time" onClick={close.run}>
          <Icon name="close" />
        </IconButton>
      </div>
      {span === null || known === null ? (
        <p className="time-nothing faint">{problem?.message ?? (known === null ? 'Reading what has happened…' : 'Nothing has happened to this port yet: builds that land or fail will stand here.')}</p>
      ) : (
        <TimeAxis history={known} version={version} span={span} palette={palette} words={words} />
      )}
      {known === null || known.whole ? null : <p className="time-reading faint">reading…</p>}
    </section>
  );
}
