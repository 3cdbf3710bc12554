import type { ReactNode } from 'react';

import { CLASS_WORDS } from '#shared/triage/classes.ts';
import { STATE_WORDS } from '#shared/vocabulary/package-state.ts';
import { cycleSizeOf } from '#renderer/state/cycles.ts';
import { failureClassAt, hasFlag, needsOf, stateAt, type PortModel } from '#renderer/state/port-model.ts';
import { StateMark } from '#renderer/ui/chip.tsx';
import { formatCount, formatDuration } from '#renderer/ui/format.ts';

/** What a table shows of a package. */
export interface PackageColumn {
  readonly id: string;
  readonly words: string;
  /** Numbers stand at the right, and are sorted the largest first. */
  readonly number: boolean;
  /** Its width in pixels, at least; and its share of what is left over. */
  readonly width: number;
  readonly share: number;
  /** What is sorted by and exported: a number, or text. */
  value(model: PortModel, source: number): string | number;
  cell(model: PortModel, source: number): ReactNode;
}

function flagWords(model: PortModel, source: number): string {
  const words = { provisional: 'debt', stale: 'stale', fixed: 'port fix', noarch: 'noarch', imported: 'imported', inherited: 'inherited', pristine: 'pristine', undecided: 'undecided', viaBase: 'cut by base' } as const;
  return (['provisional', 'stale', 'fixed', 'noarch', 'imported', 'inherited', 'pristine', 'undecided', 'viaBase'] as const)
    .filter((flag) => hasFlag(model, source, flag))
    .map((flag) => words[flag])
    .join(', ');
}

/** In repo, provisional; failed, triaged. */
function stateWords(model: PortModel, source: number): string {
  const flag = (['provisional', 'stale', 'triaged'] as const).find((each) => hasFlag(model, source, each));
  return `${STATE_WORDS[stateAt(model, source)].word}${flag === undefined ? '' : `, ${flag}`}`;
}

/** A number that says nothing when it is 0. */
const quiet = (count: number): ReactNode => (count === 0 ? <span className="faint">0</span> : formatCount(count));

export const PACKAGE_COLUMNS: readonly PackageColumn[] = [
  { id: 'name', words: 'Source package', number: false, width: 170, share: 2, value: (model, source) => model.names[source] ?? '', cell: (model, source) => model.names[source] },
  {
    id: 'state',
    words: 'State',
    number: false,
    width: 130,
    share: 0,
    value: stateWords,
    cell: (model, source) => <StateMark state={stateAt(model, source)} words={stateWords(model, source)} />,
  },
  { id: 'evr', words: 'Version', number: false, width: 116, share: 1, value: (model, source) => model.evrs[source] ?? '', cell: (model, source) => <span className="mono soft">{model.evrs[source]}</span> },
  {
    id: 'class',
    words: 'Failed of',
    number: false,
    width: 124,
    share: 1,
    value: (model, source) => failureClassAt(model, source) ?? '',
    cell: (model, source) => {
      const failureClass = failureClassAt(model, source);
      return failureClass === null ? null : <span title={failureClass}>{CLASS_WORDS[failureClass].title}</span>;
    },
  },
  { id: 'waits', words: 'Wait for it', number: true, width: 86, share: 0, value: (model, source) => model.waits[source] ?? 0, cell: (model, source) => quiet(model.waits[source] ?? 0) },
  { id: 'needs', words: 'Needs', number: true, width: 52, share: 0, value: needsOf, cell: (model, source) => quiet(needsOf(model, source)) },
  { id: 'rank', words: 'Rank', number: true, width: 44, share: 0, value: (model, source) => model.ranks[source] ?? 0, cell: (model, source) => <span className="soft">{model.ranks[source]}</span> },
  { id: 'cycle', words: 'Cycle of', number: true, width: 76, share: 0, value: cycleSizeOf, cell: (model, source) => (cycleSizeOf(model, source) === 0 ? null : <span className="soft">⟳ {formatCount(cycleSizeOf(model, source))}</span>) },
  {
    id: 'duration',
    words: 'Last took',
    number: true,
    width: 80,
    share: 0,
    value: (model, source) => model.seconds[source] ?? 0,
    cell: (model, source) => ((model.seconds[source] ?? 0) === 0 ? null : <span className="soft">{formatDuration((model.seconds[source] ?? 0) * 1000)}</span>),
  },
  { id: 'owner', words: 'Owner', number: false, width: 84, share: 0.6, value: (model, source) => model.owners[source] ?? '', cell: (model, source) => model.owners[source] },
  { id: 'flags', words: 'Flags', number: false, width: 84, share: 0.6, value: flagWords, cell: (model, source) => <span className="soft">{flagWords(model, source)}</span> },
];

/** How a package stands to what the view is about; only the twins of pictures have it. */
export function relationColumn(relations: ReadonlyMap<number, string>): PackageColumn {
  return { id: 'relation', words: 'Relation', number: false, width: 210, share: 1.6, value: (_model, source) => relations.get(source) ?? '', cell: (_model, source) => <span className="soft">{relations.get(source)}</span> };
}

/** The widths of the columns for `grid-template-columns`, and the least that they need together. */
export function layoutOf(columns: readonly PackageColumn[]): { readonly template: string; readonly width: number } {
  return {
    template: columns.map(({ width, share }) => (share > 0 ? `minmax(${width}px, ${share}fr)` : `${width}px`)).join(' '),
    width: columns.reduce((sum, { width }) => sum + width + 12, 20),
  };
}
