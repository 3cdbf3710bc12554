import type { ReactNode } from 'react';

import { formatCount, plural } from '#renderer/ui/format.ts';

const WIDTH = 600;
const HEIGHT = 56;

/** How the largest cycle shrinks, one cut after the other: first the known ones, then stage-0 binaries. */
export function Staircase({ size, steps, known }: { readonly size: number; readonly steps: readonly number[]; readonly known: number }): ReactNode {
  if (steps.length < 3) return null;
  const x = (step: number): number => (step / steps.length) * WIDTH;
  const y = (largest: number): number => HEIGHT - (largest / size) * HEIGHT;
  const path = (from: number, to: number): string => {
    const begin = from === 0 ? size : (steps[from - 1] ?? 0);
    const points = steps.slice(from, to).map((largest, index) => `H${x(from + index + 1)}V${y(largest)}`);
    return `M${x(from)},${y(begin)}${points.join('')}`;
  };
  const middle = known === 0 ? size : (steps[known - 1] ?? 0);
  return (
    <figure className="staircase">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {known === 0 ? null : <path d={`${path(0, known)}V${HEIGHT}H0Z`} data-part="known-area" />}
        {known === 0 ? null : <path d={path(0, known)} data-part="known" />}
        {known === steps.length ? null : <path d={path(known, steps.length)} data-part="opening" />}
      </svg>
      <figcaption className="faint">
        The largest cycle, from {formatCount(size)}
        {known === 0 ? '' : ` to ${formatCount(middle)} over ${plural(known, 'known cut')}`}
        {known === steps.length ? '' : ` (dashed: to none over ${plural(steps.length - known, 'stage-0 binary', 'stage-0 binaries')})`}
      </figcaption>
    </figure>
  );
}
