import type { BulkAction, BulkWish } from '#shared/contract/schemas/bulk.ts';
import { assertNever } from '#shared/vocabulary/assert-never.ts';
import { sameThing, type PortFix } from '#shared/port/fix.ts';
import { fixWords } from '#shared/port/fix-words.ts';
import { isEnded } from '#shared/vocabulary/attempt-state.ts';
import { FAILURE_CLASSES, classIndex } from '#shared/triage/classes.ts';
import type { SourceName } from '#shared/vocabulary/ids.ts';

import type { PortService } from '../port/port-service.ts';

/** What a rule looks at. */
export interface BulkSituation {
  readonly port: PortService;
  fixesOf(source: SourceName): readonly PortFix[];
  /** Why it cannot be built on request now; null when it can. */
  refusal(source: SourceName, row: number): string | null;
}

/** What an action would do to one package, or why it does nothing to it. */
export type Judgement = { readonly what: string; readonly why?: never } | { readonly why: string; readonly what?: never };

/** The one place that says what a bulk action does to a package; both the preview and the doing ask here. */
export function judge(action: BulkAction, source: SourceName, row: number, situation: BulkSituation): Judgement {
  const { port } = situation;
  const { ledger } = port;
  const latest = port.latestOf(source);
  switch (action.kind) {
    case 'rebuild': {
      const why = situation.refusal(source, row);
      return why === null ? { what: `is queued${waitWords(port, row)}` } : { why };
    }
    case 'rebuild-elsewhere': {
      const why = situation.refusal(source, row);
      if (why !== null) return { why };
      return { what: latest === undefined ? `is queued${waitWords(port, row)}` : `is queued, on another builder than ${latest.builder} where there is one` };
    }
    case 'cancel':
      if (ledger.record(source).requested) return { what: 'is taken out of the queue' };
      return latest !== undefined && !isEnded(latest.state) ? { what: `attempt ${latest.number} on ${latest.builder} is ended` } : { why: 'It is neither queued nor being built.' };
    case 'apply-fix': {
      const known = situation.fixesOf(source).find(({ change }) => sameThing(change, action.fix.change));
      if (known !== undefined) return { why: `It has ${fixWords(known.change)} already; change that in its drawer.` };
      const refusal = situation.refusal(source, row);
      return refusal === null ? { what: `gets ${fixWords(action.fix.change)} and is queued` } : { why: refusal };
    }
    case 'remove-fix':
      return situation.fixesOf(source).some(({ change }) => sameThing(change, action.change)) ? { what: `loses ${fixWords(action.change)}` } : { why: 'It has no such port fix.' };
    case 'leave-out':
      if (ledger.record(source).leftOut !== null) return { why: 'It is left out already.' };
      return port.factsOf(row).notForArch ? { why: 'Its spec says that it is not for this architecture.' } : { what: `is left out${holdsWords(port.waitsOf(row))}` };
    case 'bring-back':
      return ledger.record(source).leftOut === null ? { why: 'It is not left out.' } : { what: 'is part of the port again' };
    case 'give-verdict': {
      if (latest?.failure == null || (port.stateOf(row) !== 'failed' && !ledger.record(source).inherited)) return { why: 'It has not failed, so there is nothing to judge.' };
      return { what: ledger.judgements.verdictOf(source) === null ? 'gets the verdict' : 'gets the verdict in place of the one that it has' };
    }
    case 'withdraw-verdict':
      return ledger.judgements.verdictOf(source) === null ? { why: 'Nobody has given it a verdict.' } : { what: 'loses its verdict' };
    case 'set-owner': {
      const before = ledger.judgements.ownerOf(source);
      if (before === action.owner) return { why: before === null ? 'Nobody looks after it.' : `${before} looks after it already.` };
      return { what: action.owner === null ? `is no longer ${before ?? 'anybody'}’s` : before === null ? `is ${action.owner}’s` : `is ${action.owner}’s instead of ${before}’s` };
    }
    default:
      return assertNever(action);
  }
}

/**
 * The wishes that undo an action, made before it is done: packages that stood alike come back together. Empty where an
 * action has no way back.
 */
export function wayBack(action: BulkAction, sources: readonly SourceName[], situation: BulkSituation): BulkWish[] {
  const { ledger } = situation.port;
  switch (action.kind) {
    case 'rebuild':
    case 'rebuild-elsewhere':
      return wishes(sources, () => [{ kind: 'cancel' }]);
    case 'cancel':
      return wishes(sources, () => [{ kind: 'rebuild' }]);
    case 'apply-fix':
      return wishes(sources, () => [{ kind: 'cancel' }, { kind: 'remove-fix', change: action.fix.change }]);
    case 'remove-fix':
      return [];
    case 'leave-out':
      return wishes(sources, () => [{ kind: 'bring-back' }]);
    case 'bring-back':
      return wishes(sources, (source) => [{ kind: 'leave-out', reason: ledger.record(source).leftOut ?? 'Left out before' }]);
    case 'give-verdict':
      return wishes(sources, (source) => {
        const verdict = ledger.judgements.verdictOf(source);
        const owner = action.owner === undefined ? [] : [{ kind: 'set-owner', owner: ledger.judgements.ownerOf(source) } as const];
        return [verdict === null ? { kind: 'withdraw-verdict' } : giving(verdict), ...owner];
      });
    case 'withdraw-verdict':
      return wishes(sources, (source) => {
        const verdict = ledger.judgements.verdictOf(source);
        return verdict === null ? [] : [giving(verdict)];
      });
    case 'set-owner':
      return wishes(sources, (source) => [{ kind: 'set-owner', owner: ledger.judgements.ownerOf(source) }]);
    default:
      return assertNever(action);
  }
}

function giving({ failureClass, note }: { readonly failureClass: string; readonly note: string }): BulkAction {
  return { kind: 'give-verdict', failureClass: FAILURE_CLASSES[classIndex(failureClass)] ?? 'unknown', note };
}

/** One wish for all packages that need the same actions, in the order of those actions. */
function wishes(sources: readonly SourceName[], actionsFor: (source: SourceName) => readonly BulkAction[]): BulkWish[] {
  const alike = new Map<string, { readonly sources: SourceName[]; readonly actions: readonly BulkAction[] }>();
  for (const source of sources) {
    const actions = actionsFor(source);
    const key = JSON.stringify(actions);
    const group = alike.get(key);
    if (group === undefined) alike.set(key, { sources: [source], actions });
    else group.sources.push(source);
  }
  return [...alike.values()].flatMap(({ sources: same, actions }) => actions.map((action) => ({ sources: same, action })));
}

function waitWords(port: PortService, row: number): string {
  const blockers = port.tracker?.blockersOf(row).length ?? 0;
  return blockers === 0 ? '' : `, and waits for ${blockers === 1 ? 'one package' : `${blockers} packages`} first`;
}

function holdsWords(waits: number): string {
  if (waits === 0) return '';
  return waits === 1 ? '; 1 package waits for it' : `; ${waits} packages wait for it`;
}
