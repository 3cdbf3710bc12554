import { useEffect, type ReactNode } from 'react';

import type { ParityReport } from '#shared/contract/schemas/parity.ts';
import { CommandButton } from '#renderer/state/command-button.tsx';
import { useCommandContext } from '#renderer/state/commands/context.ts';
import { commandById, runCommand } from '#renderer/state/commands/registry.ts';
import { useConnection } from '#renderer/state/connection.ts';
import { go, usePlace } from '#renderer/state/location.ts';
import { askParity, useParity } from '#renderer/state/parity.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { formatCount, plural } from '#renderer/ui/format.ts';
import { ExportMenu } from '#renderer/ui/export-menu.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';

import { PARITY_PARTS, type ParityPart } from './parity-parts.ts';
import { PartTable } from './part-table.tsx';
import { useStamp } from './use-stamp.ts';

const WILL_SHOW = 'What the repository has is compared with the reference (binary packages, sonames, capabilities, files), with what it requires itself, file by file with itself, and with the pass before.';
const PART_WORDS: Readonly<Record<ParityPart, string>> = { reference: 'Reference', closure: 'Requirements', files: 'Files', passes: 'Passes' };

/** What the repository lacks of the reference and of itself, and what a pass made otherwise than the one before. */
export function ParityScreen(): ReactNode {
  const { report, problem, asking } = useParity();
  const client = useConnection((state) => state.client);
  useEffect(() => {
    if (client !== null && useParity.getState().report === null) void askParity();
  }, [client]);
  if (report === null) {
    return (
      <EmptyState icon="parity" title={problem?.message ?? 'Comparing…'} action={problem === null ? null : <Button pending={asking} onClick={() => void askParity()}>Compare again</Button>}>
        {WILL_SHOW}
      </EmptyState>
    );
  }
  return report.known === 0 ? <NothingYet report={report} /> : <Compared report={report} />;
}

function NothingYet({ report }: { readonly report: ParityReport }): ReactNode {
  const { asking } = useParity();
  const stamp = useStamp();
  const isOld = stamp !== null && stamp !== report.stamp;
  return (
    <EmptyState
      icon="parity"
      title="Nothing to compare yet"
      action={isOld ? <Button kind="primary" pending={asking} onClick={() => void askParity()}>Compare</Button> : <CommandButton id="build-all" kind="primary" />}
    >
      {WILL_SHOW} Nothing in the repository has its packages on record; what a simulation built has none.
    </EmptyState>
  );
}

function Compared({ report }: { readonly report: ParityReport }): ReactNode {
  const { asking, problem } = useParity();
  const topic = usePlace((place) => place.topic);
  const context = useCommandContext();
  const stamp = useStamp();
  const isOld = stamp !== null && stamp !== report.stamp;
  const part = PARITY_PARTS.find((each) => each === topic) ?? 'reference';
  const counts: Readonly<Record<ParityPart, number>> = { reference: report.parity.length, closure: report.unmet.length, files: report.conflicts.length, passes: report.differing.length };
  const entry = (id: string) => ({ id, title: commandById(id).title, disabledReason: commandById(id).refusal(context), run: () => void runCommand(commandById(id)) });
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>{titleOf(report)}</h1>
        <span className="soft">
          pass {report.pass} · generation {formatCount(report.generation)}
        </span>
        <span className="spacer" />
        {isOld || asking ? (
          <Button pending={asking} tip="The repository has changed since" onClick={() => void askParity()}>
            Compare again
          </Button>
        ) : null}
      </header>
      {problem === null ? null : <p className="parity-note">{problem.message}</p>}
      <div className="parity-bar">
        <Segmented
          label="Compared with"
          panel="parity-part"
          value={part}
          options={PARITY_PARTS.map((each) => ({ value: each, words: <>{PART_WORDS[each]} <span className="faint">{formatCount(counts[each])}</span></> }))}
          onChange={(next) => go({ topic: next, sort: '' }, { remember: false })}
        />
        <span className="soft" role="status">
          {isOld ? `The repository has changed since generation ${formatCount(report.generation)}. ` : ''}
          {sentenceOf(part, report)}
        </span>
        <span className="spacer" />
        <ExportMenu entries={[entry('export-csv'), entry('export-json')]} />
      </div>
      <div id="parity-part" className="parity-part" role="tabpanel" aria-label={PART_WORDS[part]}>
        {counts[part] === 0 ? <AllWell part={part} report={report} /> : <PartTable key={part} part={part} report={report} />}
      </div>
    </div>
  );
}

function titleOf({ hasReference, compared, parity, unmet, conflicts }: ParityReport): string {
  if (hasReference && parity.length > 0) return `${formatCount(parity.length)} of ${formatCount(compared)} differ from the reference`;
  if (unmet.length > 0) return `${plural(unmet.length, 'requirement is', 'requirements are')} unmet`;
  if (conflicts.length > 0) return `${plural(conflicts.length, 'pair', 'pairs')} of packages clash`;
  return hasReference ? 'At par with the reference' : 'Nothing is missing';
}

function sentenceOf(part: ParityPart, { hasReference, known, compared, parity, unmet, conflicts, uncompared, rebuilt, differing }: ParityReport): string {
  switch (part) {
    case 'reference':
      return hasReference ? `${compared === known ? '' : `${formatCount(compared)} of ${formatCount(known)} are in it; `}${formatCount(compared - parity.length)} have all that it has.` : 'portolan.yaml names no reference.';
    case 'closure':
      return unmet.length === 0 ? 'All that the repository requires it provides.' : `${plural(new Set(unmet.map(({ dependency }) => dependency)).size, 'capability is', 'capabilities are')} provided by nothing in the repository.`;
    case 'files':
      return `${conflicts.length === 0 ? 'No two packages have a file that is not the same in both.' : 'rpm would not install them together.'}${uncompared === 0 ? '' : ` ${formatCount(uncompared)} packages came in before it was written down what is in their files, and were not looked at.`}`;
    case 'passes':
      return rebuilt === 0 ? 'Nothing in the repository was built in two passes.' : `${formatCount(rebuilt - differing.length)} of ${formatCount(rebuilt)} came out as in the pass before.`;
  }
}

function AllWell({ part, report }: { readonly part: ParityPart; readonly report: ParityReport }): ReactNode {
  if (part === 'reference' && !report.hasReference) {
    return (
      <EmptyState icon="parity" title="There is no reference to compare with" action={<Button onClick={() => go({ screen: 'project' })}>Go to the project</Button>}>
        Name the same distribution on an architecture where it exists under “reference” in portolan.yaml: what a build lacks of it stands here then.
      </EmptyState>
    );
  }
  if (part === 'passes' && report.rebuilt === 0) {
    return (
      <EmptyState icon="parity" title="No pass before this one" action={<Button onClick={() => go({ screen: 'project' })}>Go to the passes</Button>}>
        Once a package was built in two passes, this says whether it came out the same: its packages, what they offer, require and own.
      </EmptyState>
    );
  }
  const titles: Readonly<Record<ParityPart, string>> = { reference: 'All that the reference has is here', closure: 'All that is required is here', files: 'Nothing clashes', passes: 'The passes agree' };
  return (
    <EmptyState icon="parity" title={titles[part]}>
      {sentenceOf(part, report)}
    </EmptyState>
  );
}
