import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { complete, type Facets } from './complete.ts';
import { matchAll, prepare, type Subjects } from './match.ts';
import { EXAMPLES, parseTerms } from './parse.ts';
import { printTerms } from './print.ts';
import { asks } from './testing/term-arbitrary.ts';
import { FILTER_FIELDS } from './terms.ts';
import { tokenise } from './tokenise.ts';

const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: fc.constantFrom('a', ' ', '"', '/', '\\', '-', ':', ',', 's', 't', '>', '1', '(', '[', '*', '{'), maxLength: 40 }));

const packages = [
  { name: 'zlib', state: 'in-repo', flags: ['provisional'], failureClass: null, owner: '', waits: 40, needs: 0, rank: 0, duration: 30 },
  { name: 'perl-Error', state: 'failed', flags: ['noarch', 'cycle'], failureClass: 'byte-order', owner: 'Ada Lovelace', waits: 12, needs: 3, rank: 1, duration: -1 },
  { name: 'perl-IO', state: 'blocked', flags: ['cycle'], failureClass: null, owner: 'bob', waits: 3, needs: 5, rank: 2, duration: -1 },
  { name: 'LuaJIT', state: 'failed', flags: [], failureClass: 'unknown', owner: 'bob', waits: 0, needs: 1, rank: 3, duration: 4000 },
] as const;
const at = (index: number): (typeof packages)[number] => packages[index] ?? packages[0];
const subjects: Subjects = {
  count: packages.length,
  name: (index) => at(index).name,
  state: (index) => at(index).state,
  has: (index, flag) => at(index).flags.some((each) => each === flag),
  failureClass: (index) => at(index).failureClass,
  owner: (index) => at(index).owner,
  number: (index, field) => at(index)[field],
};

function matching(text: string, me = 'Ada Lovelace'): readonly string[] {
  const result = matchAll(parseTerms(text).map((term) => prepare(term, subjects, { me, pass: 2 })), packages.length);
  return result === null ? ['all'] : packages.filter((_, index) => result.mask[index] === 1).map(({ name }) => name);
}

describe('the grammar of the filter', () => {
  it('reads what it has printed', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ negated: fc.boolean(), ask: asks, text: fc.constant('') }), { maxLength: 6 }), (terms) => {
        expect(parseTerms(printTerms(terms)).map(({ negated, ask }) => ({ negated, ask }))).toEqual(terms.map(({ negated, ask }) => ({ negated, ask })));
      }),
    );
  });

  it('reads any text, loses none of its words, and never throws when it matches', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const tokens = tokenise(text);
        expect(tokens.map((token) => token.text).join('')).toBe(tokens.map(({ start, end }) => text.slice(start, end)).join(''));
        const between = [0, ...tokens.map(({ end }) => end)].map((end, index) => text.slice(end, tokens[index]?.start ?? text.length)).join('');
        expect(between.trim()).toBe('');
        const terms = parseTerms(text);
        expect(parseTerms(printTerms(terms)).map(({ ask }) => ask)).toEqual(terms.map(({ ask }) => ask));
        matchAll(terms.map((term) => prepare(term, subjects, { me: '', pass: 1 })), packages.length);
      }),
    );
  });

  it('finds with a negated term exactly what it does not find without', () => {
    fc.assert(
      fc.property(asks, (ask) => {
        const [plain, negated] = [false, true].map((each) => prepare({ negated: each, ask, text: '' }, subjects, { me: 'bob', pass: 1 }));
        for (const index of packages.keys()) expect(plain?.test?.(index)).toBe(negated?.test === null ? undefined : negated?.test(index) === false);
      }),
    );
  });

  it('asks by name, pattern, state, class, owner, flag and number', () => {
    expect(matching('')).toEqual(['all']);
    expect(matching('PERL')).toEqual(['perl-Error', 'perl-IO']);
    expect(matching('/^perl-.*r$/')).toEqual(['perl-Error']);
    expect(matching('state:failed,blocked -perl')).toEqual(['LuaJIT']);
    expect(matching('state:"in repo"')).toEqual(['zlib']);
    expect(matching('state:provisional')).toEqual(['zlib']);
    expect(matching('class:byte-order')).toEqual(['perl-Error']);
    expect(matching('owner:me')).toEqual(['perl-Error']);
    expect(matching('owner:"ada lovelace",none')).toEqual(['zlib', 'perl-Error']);
    expect(matching('-noarch cycle')).toEqual(['perl-IO']);
    expect(matching('debt')).toEqual(['zlib']);
    expect(matching('waits:>10')).toEqual(['zlib', 'perl-Error']);
    expect(matching('waits:0,>=40')).toEqual(['zlib', 'LuaJIT']);
    expect(matching('needs:<3 rank:>0')).toEqual(['LuaJIT']);
    expect(matching('duration:>1h')).toEqual(['LuaJIT']);
    expect(matching('duration:<1h')).toEqual(['zlib']);
    expect(matching('pass:2 lua')).toEqual(['LuaJIT']);
    expect(matching('"noarch"')).toEqual([]);
  });

  it('says what is wrong with a term, and goes by the rest', () => {
    const problems = (text: string, me = ''): readonly (string | null)[] => parseTerms(text).map((term) => prepare(term, subjects, { me, pass: 2 }).problem);
    for (const text of ['/(/', 'waits:many', 'state:lost', 'class:bad-luck', 'is:tall', 'colour:red', 'state:', 'owner:me', 'pass:1', '"open', '/open', '/a/b']) expect(problems(text)[0], text).toMatch(/\.$|There are/);
    expect(problems('owner:me', 'Ada')).toEqual([null]);
    expect(problems('pass:>=1')).toEqual([null]);
    expect(matching('/(/ waits:many state:lost pass:7 zlib')).toEqual(['zlib']);
  });

  it('understands its own examples', () => {
    for (const field of FILTER_FIELDS) expect(parseTerms(EXAMPLES[field])[0]?.ask.kind, EXAMPLES[field]).not.toBe('broken');
  });
});

const facets: Facets = { states: new Map([['failed', 7], ['blocked', 90]]), classes: new Map([['byte-order', 3]]), owners: new Map([['', 80], ['Ada Lovelace', 12], ['bob', 5]]), flags: new Map([['noarch', 2]]) };
const offered = (draft: string): readonly string[] => complete(draft, facets).map(({ insert }) => insert);

describe('completion', () => {
  it('offers fields, flags, states and classes that begin with what is typed', () => {
    expect(offered('')).toEqual([...FILTER_FIELDS.map((field) => `${field}:`), 'provisional', 'stale', 'triaged', 'noarch', 'fixed'].slice(0, 14));
    expect(offered('fa')).toEqual(['state:failed']);
    expect(offered('-no')).toEqual(['-state:not-for-arch', '-noarch']);
    expect(offered('byte')).toEqual(['class:byte-order']);
    expect(offered('state:failed,b').slice(0, 2)).toEqual(['state:failed,blocked', 'state:failed,broken-source']);
    expect(offered('owner:')).toEqual(['owner:me', 'owner:none', 'owner:"Ada Lovelace"', 'owner:bob']);
    expect(offered('owner:a')).toEqual(['owner:"Ada Lovelace"']);
    expect(offered('nothing-like-it')).toEqual([]);
  });

  it('counts the packages of each value', () => {
    expect(complete('state:f', facets)[0]).toMatchObject({ count: 7, state: 'failed' });
    expect(complete('class:byte', facets)[0]).toMatchObject({ count: 3 });
  });

  it('offers only what can be read, or what lacks nothing but its value', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.constantFrom('s', 'state:', '-class:c', 'owner:a,', 'duration:', 'is:')), (draft) => {
        for (const { insert, whole } of complete(draft.trim(), facets)) {
          const [term] = parseTerms(insert);
          // What is wrong with what stands before the last comma is not completion's to mend.
          if (whole && !draft.includes(',')) expect(term?.ask.kind, insert).not.toBe('broken');
          if (!whole) expect(insert).toMatch(/^-?[a-z]+:$/);
        }
      }),
    );
  });
});
