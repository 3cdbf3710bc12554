import type { ReactNode } from 'react';

import type { CycleDetail } from '#shared/contract/schemas/cycles.ts';
import { go } from '#renderer/state/location.ts';
import { formatCount, plural } from '#renderer/ui/format.ts';

import { CutTable } from './cut-table.tsx';
import { Staircase } from './staircase.tsx';

/** So many names of what stays closed are listed; the picture and the chart have all. */
const NAMED = 60;

/** The set that opens what known ways can, step by step; then what stays closed, and what would open that. */
export function Proposed({ detail }: { readonly detail: CycleDetail }): ReactNode {
  const { proposed, opening, row } = detail;
  return (
    <div className="proposed">
      <p>{proposed.sentence}</p>
      <Staircase size={row.size} steps={[...proposed.largestAfter, ...opening.largestAfter]} known={proposed.cuts.length} />
      {proposed.cuts.length === 0 ? null : <CutTable label="Proposed set" cuts={proposed.cuts} after={proposed.largestAfter} />}
      {opening.cuts.length === 0 ? null : (
        <section aria-labelledby="opening">
          <h2 id="opening">What stays closed</h2>
          <p className="soft">
            {plural(proposed.core.length, 'package')} in {proposed.coreSizes.length === 1 ? 'one cycle' : plural(proposed.coreSizes.length, 'cycle')}. Binaries of {opening.cuts.length === 1 ? 'this one' : `these ${formatCount(opening.cuts.length)}`}, built by hand or elsewhere, would open all of it:
          </p>
          <ul className="opening">
            {opening.cuts.slice(0, NAMED).flatMap(({ sources: [name] }) =>
              name === undefined ? [] : [
                <li key={name}>
                  <button type="button" className="cycle-self" onClick={() => go({ select: name })}>
                    {name}
                  </button>
                </li>,
              ],
            )}
            {opening.cuts.length > NAMED ? <li className="faint">and {formatCount(opening.cuts.length - NAMED)} more</li> : null}
          </ul>
        </section>
      )}
    </div>
  );
}
