import { PACKAGE_STATES, STATE_WORDS } from '#shared/vocabulary/package-state.ts';

import { hasFlag, stateAt, type PortModel } from './port-model.ts';

/** One word of the filter box; all must hold. */
export interface FilterTerm {
  readonly negated: boolean;
  readonly text: string;
  /** What is wrong with it, for a person; such a term is passed over. */
  readonly problem: string | null;
  matches(model: PortModel, source: number): boolean;
}

const COMPARISON = /^(>=|<=|>|<|=)?(\d+)$/;
const FLAGS = ['provisional', 'stale', 'triaged', 'noarch', 'fixed', 'cycle', 'imported'] as const;

function words(text: string): readonly string[] {
  return text.match(/-?\/(?:\\.|[^/\\])*\/|\S+/g) ?? [];
}

function broken(negated: boolean, text: string, problem: string): FilterTerm {
  return { negated, text, problem, matches: () => true };
}

function numeric(negated: boolean, text: string, value: string, read: (model: PortModel, source: number) => number): FilterTerm {
  const match = COMPARISON.exec(value);
  if (match === null) return broken(negated, text, `“${text}” needs a number, as in waits:>10.`);
  const bound = Number(match[2]);
  const holds: Record<string, (number: number) => boolean> = {
    '>=': (number) => number >= bound,
    '<=': (number) => number <= bound,
    '>': (number) => number > bound,
    '<': (number) => number < bound,
  };
  const test = holds[match[1] ?? ''] ?? ((number: number) => number === bound);
  return { negated, text, problem: null, matches: (model, source) => test(read(model, source)) };
}

function termOf(word: string): FilterTerm {
  const negated = word.length > 1 && word.startsWith('-');
  const text = negated ? word.slice(1) : word;
  if (text.length > 1 && text.startsWith('/') && text.endsWith('/')) {
    try {
      const pattern = new RegExp(text.slice(1, -1), 'i');
      return { negated, text, problem: null, matches: (model, source) => pattern.test(model.names[source] ?? '') };
    } catch {
      return broken(negated, text, `“${text}” is not a regular expression.`);
    }
  }
  const colon = text.indexOf(':');
  const [key, value] = colon < 0 ? ['', text] : [text.slice(0, colon).toLowerCase(), text.slice(colon + 1).toLowerCase()];
  switch (key) {
    case 'state': {
      const wanted = new Set<string>(value.split(',').filter((each) => each !== ''));
      const unknown = [...wanted].find((each) => each !== 'provisional' && each !== 'stale' && each !== 'triaged' && !PACKAGE_STATES.some((state) => state === each));
      if (unknown !== undefined) return broken(negated, text, `There is no state “${unknown}”. Try ${Object.keys(STATE_WORDS).slice(4, 9).join(', ')}.`);
      return {
        negated,
        text,
        problem: null,
        matches: (model, source) =>
          wanted.has(stateAt(model, source)) ||
          (wanted.has('provisional') && hasFlag(model, source, 'provisional')) ||
          (wanted.has('stale') && hasFlag(model, source, 'stale')) ||
          (wanted.has('triaged') && hasFlag(model, source, 'triaged')),
      };
    }
    case 'is': {
      const flag = FLAGS.find((each) => each === value);
      if (flag === undefined) return broken(negated, text, `“is:” knows ${FLAGS.join(', ')}.`);
      return { negated, text, problem: null, matches: (model, source) => hasFlag(model, source, flag) };
    }
    case 'waits':
      return numeric(negated, text, value, (model, source) => model.waits[source] ?? 0);
    case 'rank':
      return numeric(negated, text, value, (model, source) => model.ranks[source] ?? 0);
    default: {
      const needle = text.toLowerCase();
      return { negated, text, problem: null, matches: (model, source) => (model.names[source] ?? '').toLowerCase().includes(needle) };
    }
  }
}

/** Words between spaces: a part of a name, `/regex/`, `state:failed,stuck`, `is:cycle`, `waits:>10`, `rank:0`; `-` in front turns one round. */
export function parseFilter(text: string): readonly FilterTerm[] {
  return words(text).map(termOf);
}

/** Which sources match: 1 or 0 for each, and how many; null for a filter that asks nothing. */
export function applyFilter(model: PortModel, terms: readonly FilterTerm[]): { readonly mask: Uint8Array; readonly count: number } | null {
  const asked = terms.filter((term) => term.problem === null);
  if (asked.length === 0) return null;
  const mask = new Uint8Array(model.names.length);
  let count = 0;
  for (let source = 0; source < mask.length; source++) {
    if (asked.every((term) => term.matches(model, source) !== term.negated)) {
      mask[source] = 1;
      count += 1;
    }
  }
  return { mask, count };
}

/** The filter with `state:…` of one state switched on or off, other words kept: what a click on the legend does. */
export function toggleStateTerm(text: string, state: string): string {
  const all = words(text);
  const index = all.findIndex((word) => word.startsWith('state:'));
  const chosen = new Set((all[index] ?? '').slice('state:'.length).split(',').filter((each) => each !== ''));
  if (!chosen.delete(state)) chosen.add(state);
  const rest = all.filter((_, position) => position !== index);
  return [...(chosen.size > 0 ? [`state:${[...chosen].join(',')}`] : []), ...rest].join(' ');
}

/** The states that the filter asks for by `state:`. */
export function statesInFilter(text: string): ReadonlySet<string> {
  const word = words(text).find((each) => each.startsWith('state:'));
  return new Set((word ?? '').slice('state:'.length).split(',').filter((each) => each !== ''));
}
