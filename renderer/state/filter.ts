import type { Facets } from '#shared/filter/complete.ts';
import { matchAll, prepare, type FilterContext, type Subjects } from '#shared/filter/match.ts';
import { parseTerms } from '#shared/filter/parse.ts';
import { printTerm, printTerms } from '#shared/filter/print.ts';
import { FILTER_FLAGS, STATE_FLAGS, type FilterState, type FilterTerm } from '#shared/filter/terms.ts';

import { failureClassAt, hasFlag, needsOf, stateAt, type PortModel } from './port-model.ts';

/** The port's columns as the filter asks them. */
export function subjectsOf(model: PortModel): Subjects {
  return {
    count: model.names.length,
    name: (source) => model.names[source] ?? '',
    state: (source) => stateAt(model, source),
    has: (source, flag) => hasFlag(model, source, flag),
    failureClass: (source) => failureClassAt(model, source),
    owner: (source) => model.owners[source] ?? '',
    number: (source, field) => {
      switch (field) {
        case 'waits':
          return model.waits[source] ?? 0;
        case 'needs':
          return needsOf(model, source);
        case 'rank':
          return model.ranks[source] ?? 0;
        case 'duration':
          return model.seconds[source] || -1;
      }
    },
  };
}

/** A term with what is wrong with it; such a term is passed over. */
export interface JudgedTerm {
  readonly term: FilterTerm;
  readonly problem: string | null;
}

export interface Filtered {
  readonly terms: readonly JudgedTerm[];
  /** 1 for each source that matches; null for a filter that asks nothing. */
  readonly mask: Uint8Array | null;
  /** How many match; all of them where nothing is asked. */
  readonly count: number;
}

/** Reads a filter and asks it of every package. */
export function applyFilter(model: PortModel, text: string, context: FilterContext): Filtered {
  const subjects = subjectsOf(model);
  const prepared = parseTerms(text).map((term) => ({ term, ready: prepare(term, subjects, context) }));
  const result = matchAll(prepared.map(({ ready }) => ready), subjects.count);
  return { terms: prepared.map(({ term, ready }) => ({ term, problem: ready.problem })), mask: result?.mask ?? null, count: result?.count ?? subjects.count };
}

/** How many packages each value of each field has now. */
export function facetsOf(model: PortModel): Facets {
  const [states, classes, owners, flags] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  const count = (counts: Map<string, number>, value: string): void => void counts.set(value, (counts.get(value) ?? 0) + 1);
  for (const source of model.names.keys()) {
    count(states, stateAt(model, source));
    count(owners, model.owners[source] ?? '');
    const failureClass = failureClassAt(model, source);
    if (failureClass !== null) count(classes, failureClass);
    for (const flag of FILTER_FLAGS) if (hasFlag(model, source, flag)) count(flags, flag);
    for (const flag of STATE_FLAGS) if (hasFlag(model, source, flag)) count(states, flag);
  }
  return { states, classes, owners, flags };
}

type StateTerm = FilterTerm & { readonly ask: { readonly kind: 'state'; readonly states: readonly FilterState[] } };

function isStateTerm(term: FilterTerm): term is StateTerm {
  return !term.negated && term.ask.kind === 'state';
}

/** The filter with `state:…` of one state switched on or off, other words kept: what a click on the legend does. */
export function toggleStateTerm(text: string, state: FilterState): string {
  const terms = parseTerms(text);
  const old = terms.find(isStateTerm);
  const chosen = new Set(old?.ask.states);
  if (!chosen.delete(state)) chosen.add(state);
  const rest = terms.filter((term) => term !== old).map(({ text: word }) => word);
  const words = chosen.size === 0 ? rest : [printTerm({ negated: false, ask: { kind: 'state', states: [...chosen] }, text: '' }), ...rest];
  return words.join(' ');
}

/** The states that the filter asks for by `state:`. */
export function statesInFilter(text: string): ReadonlySet<string> {
  return new Set(parseTerms(text).find(isStateTerm)?.ask.states);
}

/** The filter without its term at `index`. */
export function withoutTerm(text: string, index: number): string {
  return printTerms(parseTerms(text).filter((_, place) => place !== index));
}
