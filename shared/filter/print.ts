import type { Ask, FilterTerm } from './terms.ts';
import { isFilterFlag } from './terms.ts';
import { printComparison, quoted } from './values.ts';

/** As a person would write it, so that parsing it gives the same again; a broken term stays as it was written. */
export function printTerm({ negated, ask, text }: FilterTerm): string {
  return ask.kind === 'broken' ? text : `${negated ? '-' : ''}${printAsk(ask)}`;
}

/** The whole filter, in its order. */
export function printTerms(terms: readonly FilterTerm[]): string {
  return terms.map(printTerm).join(' ');
}

function printAsk(ask: Exclude<Ask, { readonly kind: 'broken' }>): string {
  switch (ask.kind) {
    case 'name':
      return printName(ask.part);
    case 'pattern':
      return `/${ask.pattern}/`;
    case 'state':
      return `state:${ask.states.join(',')}`;
    case 'class':
      return `class:${ask.classes.join(',')}`;
    case 'owner':
      return `owner:${ask.owners.map((owner) => quoted(owner)).join(',')}`;
    case 'flag':
      return ask.flags.length === 1 ? (ask.flags[0] ?? '') : `is:${ask.flags.join(',')}`;
    case 'number':
      return `${ask.field}:${ask.comparisons.map((each) => printComparison(each, ask.field === 'duration')).join(',')}`;
  }
}

/** In quotes where it would be taken for a flag, a field, a pattern or an opposite. */
function printName(part: string): string {
  const word = part.toLowerCase();
  return quoted(part, isFilterFlag(word) || word === 'debt' || /^[-/]/.test(part) || /^[a-z]+:/i.test(part));
}
