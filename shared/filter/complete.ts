import { CLASS_WORDS, FAILURE_CLASSES } from '../triage/classes.ts';
import { PACKAGE_STATES, STATE_WORDS } from '../vocabulary/package-state.ts';
import { EXAMPLES } from './parse.ts';
import { FILTER_FIELDS, FILTER_FLAGS, isFilterField, isStateFlag, STATE_FLAGS, type FilterField, type FilterState } from './terms.ts';
import { quoted } from './values.ts';

/** How many packages each value would find now. */
export interface Facets {
  readonly states: ReadonlyMap<string, number>;
  readonly classes: ReadonlyMap<string, number>;
  readonly owners: ReadonlyMap<string, number>;
  readonly flags: ReadonlyMap<string, number>;
}

/** A way to go on with the word that is being typed. */
export interface Completion {
  /** The whole word in place of what was typed. */
  readonly insert: string;
  /** What it is, in a few words. */
  readonly meaning: string;
  /** How many packages have the value; null for what has no value yet. */
  readonly count: number | null;
  /** The state whose glyph and colour it has. */
  readonly state: FilterState | null;
  /** The word is whole: what comes next is another one. */
  readonly whole: boolean;
}

const MOST = 14;

export const FIELD_MEANINGS: Readonly<Record<FilterField, string>> = {
  state: 'in one of these states',
  class: 'failed in one of these ways',
  owner: 'owned by, or me, or none',
  is: 'has one of these flags',
  waits: 'so many wait for it',
  needs: 'needs so many directly',
  rank: 'its place in the build order, from 0',
  duration: 'its last build took so long',
  pass: 'in this pass',
};

export const FLAG_MEANINGS: Readonly<Record<(typeof FILTER_FLAGS)[number], string>> = {
  provisional: 'in the repository, with debt',
  stale: 'its inputs have changed since',
  triaged: 'failed, with a verdict',
  noarch: 'builds noarch packages only',
  fixed: 'has a port fix',
  cycle: 'needs itself, through others',
  imported: 'taken ready-made',
  inherited: 'failed in this pass, so that the build of the pass before counts',
  pristine: 'built by nothing but own packages, three times over',
  undecided: 'not known whether it has a buildroot: the search was given up',
};

/** What could be typed next in place of `draft`, the word that is not finished yet; the likeliest first. */
export function complete(draft: string, facets: Facets): readonly Completion[] {
  const sign = draft.startsWith('-') ? '-' : '';
  const word = draft.slice(sign.length);
  const colon = word.indexOf(':');
  const found = colon < 0 ? wordsFor(word.toLowerCase(), facets) : valuesFor(word.slice(0, colon).toLowerCase(), word.slice(colon + 1), facets);
  return found
    .map((each) => ({ ...each, insert: sign + each.insert }))
    .filter(({ insert }) => insert !== draft)
    .slice(0, MOST);
}

function wordsFor(typed: string, facets: Facets): readonly Completion[] {
  const begins = (word: string): boolean => word.startsWith(typed);
  const fields = FILTER_FIELDS.filter(begins).map((field) => ({ insert: `${field}:`, meaning: `${FIELD_MEANINGS[field]}: ${EXAMPLES[field]}`, count: null, state: null, whole: false }));
  const flags = FILTER_FLAGS.filter(begins).map((flag) => ({ insert: flag, meaning: FLAG_MEANINGS[flag], count: facets.flags.get(flag) ?? 0, state: isStateFlag(flag) ? flag : null, whole: true }));
  if (typed === '') return [...fields, ...flags];
  const states = allStates(facets).filter(({ insert }) => begins(insert));
  return [...fields, ...states.map((each) => ({ ...each, insert: `state:${each.insert}` })), ...flags, ...classes(facets, typed).map((each) => ({ ...each, insert: `class:${each.insert}` }))];
}

function valuesFor(field: string, typed: string, facets: Facets): readonly Completion[] {
  if (!isFilterField(field)) return [];
  const comma = typed.lastIndexOf(',') + 1;
  const [before, last] = [typed.slice(0, comma), typed.slice(comma).replaceAll('"', '').toLowerCase()];
  const given = new Set(before.split(','));
  return valuesOf(field, last, facets)
    .filter(({ insert }) => insert.replaceAll('"', '').toLowerCase().startsWith(last) && !given.has(insert))
    .map((each) => ({ ...each, insert: `${field}:${before}${each.insert}` }));
}

function valuesOf(field: FilterField, last: string, facets: Facets): readonly Completion[] {
  const value = (insert: string, meaning: string, count: number | null = null): Completion => ({ insert, meaning, count, state: null, whole: true });
  switch (field) {
    case 'state':
      return allStates(facets);
    case 'class':
      return classes(facets, last);
    case 'is':
      return FILTER_FLAGS.map((flag) => ({ ...value(flag, FLAG_MEANINGS[flag], facets.flags.get(flag) ?? 0), state: isStateFlag(flag) ? flag : null }));
    case 'owner':
      return [value('me', 'you'), value('none', 'nobody', facets.owners.get('') ?? 0), ...byCount(facets.owners).flatMap(([owner, count]) => (owner === '' ? [] : value(quoted(owner), 'owner', count)))];
    case 'waits':
      return [value('>0', 'something waits for it'), value('>10', 'more than ten'), value('>100', 'more than a hundred'), value('0', 'nothing waits for it')];
    case 'needs':
      return [value('0', 'needs nothing of the port'), value('>10', 'more than ten'), value('>30', 'more than thirty')];
    case 'rank':
      return [value('0', 'what can be built first'), value('<3', 'the first three ranks')];
    case 'duration':
      return [value('>10m', 'more than ten minutes'), value('>1h', 'more than an hour'), value('<1m', 'less than a minute')];
    case 'pass':
      return [];
  }
}

function allStates({ states }: Facets): readonly Completion[] {
  const all = [...PACKAGE_STATES.map((state) => ({ state, meaning: STATE_WORDS[state].meaning })), ...STATE_FLAGS.map((state) => ({ state, meaning: FLAG_MEANINGS[state] }))] satisfies readonly { state: FilterState; meaning: string }[];
  return all
    .map(({ state, meaning }) => ({ insert: state, meaning, count: states.get(state) ?? 0, state, whole: true }))
    .sort((a, b) => Number(b.count > 0) - Number(a.count > 0) || URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state));
}

/** What a porter looks for first. */
const URGENCY: readonly FilterState[] = ['failed', 'triaged', 'stuck', 'unresolvable', 'broken-source', 'held', 'ready', 'building', 'queued', 'blocked', 'built', 'in-repo', 'provisional', 'stale', 'left-out', 'not-for-arch'];

function classes({ classes: counts }: Facets, typed: string): readonly Completion[] {
  return [...FAILURE_CLASSES]
    .filter((each) => each.startsWith(typed))
    .sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))
    .map((each) => ({ insert: each, meaning: CLASS_WORDS[each].title, count: counts.get(each) ?? 0, state: null, whole: true }));
}

function byCount(counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
