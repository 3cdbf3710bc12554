import type { ReactNode } from 'react';

import { go, usePlace, type Screen } from '#renderer/state/location.ts';
import { usePanels } from '#renderer/state/panels.ts';
import { useFailures, useFleet } from '#renderer/state/stores.ts';
import { switchTheme, useTheme } from '#renderer/state/theme.ts';
import { Icon, type IconName } from '#renderer/ui/icons.tsx';
import { Kbd } from '#renderer/ui/chip.tsx';
import { Tip } from '#renderer/ui/tip.tsx';

const ITEMS: readonly { readonly screen: Screen; readonly words: string; readonly icon: IconName; readonly key: string }[] = [
  { screen: 'chart', words: 'Chart', icon: 'chart', key: '1' },
  { screen: 'failures', words: 'Failures', icon: 'failures', key: '2' },
  { screen: 'fleet', words: 'Fleet', icon: 'fleet', key: '3' },
  { screen: 'project', words: 'Project', icon: 'project', key: '4' },
  { screen: 'debt', words: 'Debt', icon: 'debt', key: '5' },
  { screen: 'cycles', words: 'Cycles', icon: 'cycles', key: '6' },
  { screen: 'morning', words: 'First morning', icon: 'morning', key: '7' },
  { screen: 'parity', words: 'Parity', icon: 'parity', key: '8' },
];
const TROUBLE: ReadonlySet<string> = new Set(['host-key-unknown', 'host-key-changed', 'unreachable', 'incapable']);

/** The screens, at the left. */
export function Rail(): ReactNode {
  const screen = usePlace((place) => place.screen);
  const failures = useFailures((state) => state.clusters?.reduce((sum, { failures: each }) => sum + each.length, 0) ?? 0);
  const trouble = useFleet((state) => state.builders?.filter((builder) => TROUBLE.has(builder.status)).length ?? 0);
  const shade = useTheme((state) => state.shade);
  const counts: Partial<Record<Screen, { readonly count: number; readonly words: string }>> = {
    failures: { count: failures, words: `${failures} failed` },
    fleet: { count: trouble, words: `${trouble} need attention` },
  };
  return (
    <nav className="rail" aria-label="Screens">
      {ITEMS.map((item) => {
        const badge = counts[item.screen];
        return (
          <Tip key={item.screen} side="right" words={<>{item.words} <Kbd>{item.key}</Kbd></>}>
            <button type="button" className="rail-item" aria-current={screen === item.screen ? 'page' : undefined} onClick={() => go({ screen: item.screen })}>
              <Icon name={item.icon} size={20} />
              <span>{item.words}</span>
              {badge === undefined || badge.count === 0 ? null : (
                <span className="rail-badge">
                  {badge.count > 999 ? '999+' : badge.count}
                  <span className="visually-hidden"> {badge.words.replace(/^\d+ /, '')}</span>
                </span>
              )}
            </button>
          </Tip>
        );
      })}
      <span className="spacer" />
      <button type="button" className="rail-item" onClick={() => usePanels.setState({ palette: true })}>
        <Icon name="palette" size={20} />
        <span>Commands</span>
      </button>
      <button type="button" className="rail-item" onClick={switchTheme}>
        <Icon name={shade.startsWith('dark') ? 'light' : 'dark'} size={20} />
        <span>{shade.startsWith('dark') ? 'Light' : 'Dark'}</span>
      </button>
    </nav>
  );
}
