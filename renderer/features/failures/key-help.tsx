import type { ReactNode } from 'react';

import { Button } from '#renderer/ui/button.tsx';
import { Kbd } from '#renderer/ui/chip.tsx';
import { PopoverCard } from '#renderer/ui/popover.tsx';

const KEYS: readonly (readonly [readonly string[], string])[] = [
  [['↑', '↓'], 'go from row to row'],
  [['→', '←'], 'open and close a cluster'],
  [['Space'], 'mark; on a cluster, all of it'],
  [['N'], 'the next failure without a verdict'],
  [['V'], 'give a verdict'],
  [['R'], 'rebuild'],
  [['E'], 'rebuild on another builder'],
  [['P'], 'rebuild with a port fix'],
  [['X'], 'leave out'],
  [['O'], 'take on: you look after it'],
  [['L'], 'open the log at the cause'],
  [['Ctrl Z'], 'take back what was done last'],
];

/** The keys of the list of failures, for whoever does not know them yet. */
export function KeyHelp(): ReactNode {
  return (
    <PopoverCard title="Keys" trigger={<Button kind="quiet">Keys</Button>}>
      <dl className="keys">
        {KEYS.map(([keys, words]) => (
          <div key={words}>
            <dt>
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </PopoverCard>
  );
}
