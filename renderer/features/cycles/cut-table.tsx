import { useRef, type KeyboardEvent, type ReactNode } from 'react';

import type { CycleCut } from '#shared/contract/schemas/cycles.ts';
import { CUT_WORDS } from '#shared/plan/cycles/cut.ts';
import { applyCut, cutKey } from '#renderer/state/commands/cycle-commands.ts';
import { useCommand } from '#renderer/state/commands/use-command.ts';
import { refusalToCommand, useConnection } from '#renderer/state/connection.ts';
import { refusalToApply, useCycleFocus } from '#renderer/state/cycle-focus.ts';
import { go, usePlace } from '#renderer/state/location.ts';
import { useIsPending } from '#renderer/state/perform.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Kbd } from '#renderer/ui/chip.tsx';
import { formatCount } from '#renderer/ui/format.ts';

/** Kinds that their words do not tell by themselves. */
const TOLD: ReadonlySet<CycleCut['kind']> = new Set(['bcond', 'check', 'doc']);
const MOVES: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -1e6, End: 1e6 };

/** Ways to cut a cycle as rows; arrow keys go through them and select what each is about. `after`: the largest cycle once all up to it are done. */
export function CutTable({ label, cuts, after = null, untried = 0 }: { readonly label: string; readonly cuts: readonly CycleCut[]; readonly after?: readonly number[] | null; readonly untried?: number }): ReactNode {
  const table = useRef<HTMLTableElement>(null);
  const focus = useCycleFocus((state) => state.cut?.words ?? null);
  const select = usePlace((place) => place.select);
  const tabStop = cuts.some(({ words }) => words === focus) ? focus : cuts[0]?.words;
  const key = (event: KeyboardEvent<HTMLElement>): void => {
    const by = MOVES[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const buttons = [...(table.current?.querySelectorAll<HTMLButtonElement>('[data-cut]') ?? [])];
    const within = document.activeElement?.closest('tr');
    const at = buttons.findIndex((button) => within?.contains(button) === true);
    const next = Math.max(0, Math.min(buttons.length - 1, at + by));
    buttons[next]?.focus();
    const source = cuts[next]?.sources[0];
    if (source !== undefined && cuts[next]?.sources.length === 1) go({ select: source }, { remember: false });
  };
  const where = cuts.some((cut) => cut.where.length > 0);
  if (cuts.length === 0) return <p className="cut-none soft">No way is known to cut it.</p>;
  return (
    <div className="cut-scroll">
      <table ref={table} className="debt cuts" aria-label={label} onKeyDown={key}>
        <thead>
          <tr>
            <th scope="col">Cut</th>
            {where ? <th scope="col" className="cut-where">Where</th> : null}
            {after === null ? (
              <th scope="col" className="number">
                Frees
              </th>
            ) : null}
            <th scope="col" className="number">
              Largest after
            </th>
            <th scope="col">Cost</th>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {cuts.map((cut, index) => (
            <Row key={cut.words} cut={cut} after={after === null ? null : (after[index] ?? 0)} where={where} tabStop={cut.words === tabStop} selected={cut.sources.length === 1 && cut.sources[0] === select} />
          ))}
        </tbody>
      </table>
      {untried === 0 ? null : <p className="cut-none faint">{formatCount(untried)} more were not tried, because these weigh more.</p>}
    </div>
  );
}

function Row({ cut, after, where, tabStop, selected }: { readonly cut: CycleCut; readonly after: number | null; readonly where: boolean; readonly tabStop: boolean; readonly selected: boolean }): ReactNode {
  const refusal = useConnection(refusalToCommand);
  const pending = useIsPending(cutKey(cut));
  const { keyWords } = useCommand('apply-cut');
  const { title, meaning } = CUT_WORDS[cut.kind];
  const [source] = cut.sources;
  const cannot = refusalToApply(cut);
  return (
    <tr aria-selected={selected || undefined} onFocus={() => useCycleFocus.setState({ cut })}>
      <td>
        <button type="button" className="cut-name" data-cut={source ?? ''} title={meaning} tabIndex={tabStop ? 0 : -1} onClick={() => (source === undefined || cut.sources.length > 1 ? undefined : go({ select: source }))}>
          {cut.words}
        </button>
        {TOLD.has(cut.kind) ? <span className="cut-kind faint">{title}</span> : null}
        <span className="cut-kind cut-cost-beside faint">{cut.cost}</span>
      </td>
      {where ? (
        <td className="cut-where">
          <Where cut={cut} />
        </td>
      ) : null}
      {after === null ? <td className="number">{cut.effect === null ? '' : formatCount(cut.effect.freed)}</td> : null}
      <td className="number" title={cut.effect === null ? undefined : `${formatCount(cut.effect.edges)} edges of the cycle go`}>
        {formatCount(after ?? cut.effect?.largest ?? 0)}
      </td>
      <td className="cut-cost">{cut.cost}</td>
      <td>
        {cut.applied ? (
          <span className="cut-holds" title="It holds already: portolan.yaml or the pass says so">
            <span className="glyph" aria-hidden="true">
              ✓
            </span>
            holds
          </span>
        ) : cut.fix === null && cut.edge === null ? (
          <span className="cut-cannot faint" title={cannot ?? undefined}>
            {cut.kind === 'check' || cut.kind === 'doc' ? 'by hand' : cut.kind === 'import' ? 'all at once' : ''}
          </span>
        ) : (
          <Button pending={pending} disabledReason={refusal ?? cannot} tabIndex={tabStop ? 0 : -1} tip={<>{cut.fix === null ? 'Written into portolan.yaml' : 'A port fix that must go again'} {keyWords === null ? null : <Kbd>{keyWords}</Kbd>}</>} onClick={() => void applyCut(cut)}>
            Apply
          </Button>
        )}
      </td>
    </tr>
  );
}

/** So many lines of a spec are named. */
const LINES = 3;

function Where({ cut }: { readonly cut: CycleCut }): ReactNode {
  const shown = cut.where.slice(0, LINES);
  if (shown.length === 0) return null;
  return (
    <ul>
      {shown.map(({ file, line, dependency, suspicion }) => (
        <li key={`${dependency} ${line}`}>
          <code className="mono">
            {file}:{line}
          </code>{' '}
          {dependency}
          {suspicion === null ? null : (
            <span className="cut-suspicion">
              suspected: {suspicion.why}
              {suspicion.line === null ? '' : ` (line ${suspicion.line})`}
            </span>
          )}
        </li>
      ))}
      {cut.where.length > LINES ? <li className="faint">and {formatCount(cut.where.length - LINES)} more</li> : null}
    </ul>
  );
}
