import { useState, type ReactNode } from 'react';

import type { CycleDetail } from '#shared/contract/schemas/cycles.ts';
import { isKnownWay } from '#shared/plan/cycles/cut.ts';
import { go, usePlace, type CycleEdges, type CyclePart } from '#renderer/state/location.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { formatCount } from '#renderer/ui/format.ts';
import { Segmented } from '#renderer/ui/segmented.tsx';

import { BeforeAfter } from './before-after.tsx';
import { CutTable } from './cut-table.tsx';
import { Proposed } from './proposed.tsx';
import { useCycle } from './use-cycles.ts';

/** One cycle: what it is, what a proposed set would leave of it, every way to cut it, and its picture. */
export function CyclePanel({ graph, member, picture }: { readonly graph: CycleEdges; readonly member: string; readonly picture: (members: readonly string[]) => ReactNode }): ReactNode {
  const { value: detail, problem } = useCycle(graph, member);
  if (detail === null) {
    return (
      <EmptyState icon="cycles" title={problem?.message ?? 'Trying out how it could be cut…'} action={problem === null ? null : <Button onClick={() => go({ cycle: null })}>Show the largest cycle</Button>}>
        Every known way is tried out: what it frees, and how large a cycle it leaves.
      </EmptyState>
    );
  }
  return <Shown detail={detail} picture={picture} />;
}

function Shown({ detail, picture }: { readonly detail: CycleDetail; readonly picture: (members: readonly string[]) => ReactNode }): ReactNode {
  const part = usePlace((place) => place.part);
  const [onlyKnown, setOnlyKnown] = useState(false);
  const { cuts, proposed } = detail;
  const known = cuts.filter(({ kind }) => isKnownWay(kind));
  const parts: readonly { readonly value: CyclePart; readonly words: ReactNode }[] = [
    { value: 'cuts', words: <>Ways to cut it <span className="faint">{formatCount(cuts.length)}</span></> },
    { value: 'proposed', words: <>Proposed set <span className="faint">{formatCount(proposed.cuts.length)}</span></> },
    { value: 'picture', words: 'Picture' },
  ];
  return (
    <section className="cycle" aria-label={`Cycle of ${formatCount(detail.row.size)}`}>
      <div className="cycle-about">
        <p>{detail.sentence}</p>
        <BeforeAfter detail={detail} />
      </div>
      <div className="cycle-bar">
        <Segmented label="What of the cycle" panel="cycle-part" value={part} options={parts} onChange={(next) => go({ part: next }, { remember: false })} />
        <span className="spacer" />
        {part === 'cuts' && cuts.every(({ where }) => where.length === 0) ? <span className="cycle-note faint truncate" title="Specs are read where the project keeps them as files. Their bconds, and what only tests or documentation need, would be ways to cut it, too.">no spec at hand says more</span> : null}
        {part === 'cuts' && known.length < cuts.length ? (
          <Button kind="quiet" aria-pressed={onlyKnown} tip="Leaves out where nobody knows how: single BuildRequires, and binaries that somebody would have to supply" onClick={() => setOnlyKnown((before) => !before)}>
            Known ways only
          </Button>
        ) : null}
      </div>
      <div id="cycle-part" className="cycle-part" role="tabpanel" aria-label={part === 'cuts' ? 'Ways to cut it' : part === 'proposed' ? 'Proposed set' : 'Picture'}>
        {part === 'cuts' ? <CutTable label="Ways to cut the cycle" cuts={onlyKnown ? known : cuts} untried={detail.untried} /> : null}
        {part === 'proposed' ? <Proposed detail={detail} /> : null}
        {part === 'picture' ? picture(detail.members) : null}
      </div>
    </section>
  );
}
