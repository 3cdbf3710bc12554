import { isFailureClass, type FailureClass } from '../triage/classes.ts';
import { PACKAGE_STATES, STATE_WORDS } from '../vocabulary/package-state.ts';
import { patternOf } from './pattern.ts';
import { FILTER_FIELDS, FILTER_FLAGS, isFilterField, isFilterFlag, isStateFlag, type Ask, type FilterField, type FilterFlag, type FilterState, type FilterTerm, type NumberField } from './terms.ts';
import { tokenise } from './tokenise.ts';
import { comparisonOf, listOf, plainOf } from './values.ts';

/** More terms than a person writes; what comes after them is passed over. */
const MOST_TERMS = 60;

/** Reads a filter. Any text will do: a word that cannot be read becomes a broken term that says why. */
export function parseTerms(text: string): readonly FilterTerm[] {
  return tokenise(text)
    .slice(0, MOST_TERMS)
    .map((token) => termOf(token.text, token.closed));
}

function broken(problem: string): Ask {
  return { kind: 'broken', problem };
}

function termOf(text: string, closed: boolean): FilterTerm {
  const negated = text.length > 1 && text.startsWith('-');
  return { negated, text, ask: askOf(negated ? text.slice(1) : text, closed) };
}

function askOf(text: string, closed: boolean): Ask {
  if (!closed) return broken(text.startsWith('/') ? `“${text}” needs a / at its end.` : `“${text}” needs a " at its end.`);
  if (text.startsWith('/') && text.length > 1) {
    if (!text.endsWith('/')) return broken(`“${text}” has something after its last /.`);
    const pattern = patternOf(text.slice(1, -1));
    return pattern.ok ? { kind: 'pattern', pattern: text.slice(1, -1) } : broken(`“${text}” is not understood: ${pattern.error}`);
  }
  const colon = /^[a-z]+(?=:)/i.exec(text)?.[0];
  if (colon !== undefined) {
    const field = colon.toLowerCase();
    if (!isFilterField(field)) return broken(`There is no “${colon}:”. There are ${FILTER_FIELDS.map((each) => `${each}:`).join(' ')}`);
    return askField(field, listOf(text.slice(colon.length + 1)));
  }
  const word = text.toLowerCase();
  if (word === 'debt') return { kind: 'flag', flags: ['provisional'] };
  if (isFilterFlag(word)) return { kind: 'flag', flags: [word] };
  const part = text.startsWith('"') ? plainOf(text) : text;
  return part === '' ? broken('An empty word matches nothing.') : { kind: 'name', part };
}

function askField(field: FilterField, values: readonly string[]): Ask {
  const [first] = values;
  if (first === undefined) return broken(`“${field}:” needs a value, as in ${EXAMPLES[field]}.`);
  switch (field) {
    case 'state':
      return eachOf(values, stateOf, (states) => ({ kind: 'state', states }), (value) => `There is no state “${value}”. Try failed, blocked, ready or building.`);
    case 'class':
      return eachOf(values, classOf, (classes) => ({ kind: 'class', classes }), (value) => `There is no failure class “${value}”. Try byte-order, test-failure or compile-error.`);
    case 'is':
      return eachOf(values, flagOf, (flags) => ({ kind: 'flag', flags }), () => `“is:” knows ${FILTER_FLAGS.join(', ')}.`);
    case 'owner':
      return { kind: 'owner', owners: values };
    default:
      return askNumber(field, values);
  }
}

function askNumber(field: NumberField, values: readonly string[]): Ask {
  return eachOf(
    values,
    (value) => comparisonOf(value, field === 'duration'),
    (comparisons) => ({ kind: 'number', field, comparisons }),
    (value) => `“${field}:${value}” needs a number, as in ${EXAMPLES[field]}.`,
  );
}

/** One of each field, for messages and for the help. */
export const EXAMPLES: Readonly<Record<FilterField, string>> = {
  state: 'state:failed,stuck',
  class: 'class:byte-order',
  owner: 'owner:me',
  is: 'is:cycle',
  waits: 'waits:>10',
  needs: 'needs:0',
  rank: 'rank:<3',
  duration: 'duration:>10m',
  pass: 'pass:2',
};

function eachOf<Value>(values: readonly string[], read: (value: string) => Value | null, ask: (found: readonly Value[]) => Ask, problem: (value: string) => string): Ask {
  const found: Value[] = [];
  for (const value of values) {
    const one = read(value);
    if (one === null) return broken(problem(value));
    found.push(one);
  }
  return ask(found);
}

function stateOf(value: string): FilterState | null {
  const word = value.toLowerCase();
  if (isStateFlag(word)) return word;
  return PACKAGE_STATES.find((state) => state === word || STATE_WORDS[state].word === word) ?? null;
}

function classOf(value: string): FailureClass | null {
  const word = value.toLowerCase();
  return isFailureClass(word) ? word : null;
}

function flagOf(value: string): FilterFlag | null {
  const word = value.toLowerCase();
  return word === 'debt' ? 'provisional' : isFilterFlag(word) ? word : null;
}
