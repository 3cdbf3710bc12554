import fc from 'fast-check';
import { expect, test } from 'vitest';

import { askPython, haveSolv, needs } from '../rpm/testing/tools.ts';
import type { BinaryPackage } from '../rpm/package.ts';
import { formatDependency, formatProvide } from '../rpm/dependency.ts';
import { landingBreaks, type LandingGround, type SourceBinaries } from './landing-check.ts';
import { binary, dependency } from './testing/small-universe.ts';

const own = (source: string, ...binaries: BinaryPackage[]): SourceBinaries => ({ source, binaries });
const ground = (...sources: SourceBinaries[]): LandingGround => ({ own: sources, foreign: [], waiting: [] });

const libOld = binary('libfoo', { version: '1', provides: ['libfoo = 1-1', 'libfoo.so.1()(64bit)'] });
const libNew = binary('libfoo', { version: '2', provides: ['libfoo = 2-1', 'libfoo.so.2()(64bit)'] });
const app = binary('app', { requires: ['libfoo.so.1()(64bit)'] });

test('a soname that goes breaks who requires it, unless they come along', () => {
  const before = ground(own('foo', libOld), own('app', app));
  expect(landingBreaks(before, [own('foo', libNew)])).toMatchObject([{ source: 'foo', who: 'app-1-1.x86_64', kind: 'requires', dependency: 'libfoo.so.1()(64bit)', servedBy: 'libfoo-1-1.x86_64' }]);
  expect(landingBreaks(before, [own('foo', libNew), own('app', binary('app', { requires: ['libfoo.so.2()(64bit)'] }))])).toEqual([]);
  expect(landingBreaks(before, [own('foo', libOld)])).toEqual([]);
  expect(landingBreaks({ ...before, foreign: [binary('compat', { provides: ['libfoo.so.1()(64bit)'] })] }, [own('foo', libNew)])).toEqual([]);
});

test('an exact requirement of another source breaks, one that the new version meets does not', () => {
  const exact = binary('plugin', { requires: ['libfoo = 1-1'] });
  const least = binary('tool', { requires: ['libfoo >= 1'] });
  expect(landingBreaks(ground(own('foo', libOld), own('plugin', exact), own('tool', least)), [own('foo', libNew)]).map(({ who }) => who)).toEqual(['plugin-1-1.x86_64']);
});

test('a package that a candidate obsoletes goes too, with what only it offered', () => {
  const old = binary('oldtool', { provides: ['oldtool = 1-1', 'old-thing'] });
  const user = binary('user', { requires: ['old-thing'] });
  const obsoletes = (range: string, provides: readonly string[] = []): BinaryPackage => ({ ...binary('newtool', { provides: ['newtool = 1-1', ...provides] }), obsoletes: [dependency(range)] });
  const before = ground(own('old', old), own('user', user));
  expect(landingBreaks(before, [own('new', obsoletes('oldtool < 2'))])).toMatchObject([{ source: 'new', who: 'user-1-1.x86_64', servedBy: 'oldtool-1-1.x86_64' }]);
  expect(landingBreaks(before, [own('new', obsoletes('oldtool < 1'))])).toEqual([]);
  expect(landingBreaks(before, [own('new', obsoletes('oldtool < 2', ['old-thing']))])).toEqual([]);
});

test('a file and a BuildRequires of a source that waits count, and what did not resolve before does not', () => {
  const old = binary('foo-tools', { files: ['/usr/bin/foo'] });
  const before: LandingGround = {
    own: [own('foo', libOld, old), own('script', binary('script', { requires: ['/usr/bin/foo', 'nobody-has-this'] }))],
    foreign: [],
    waiting: [{ source: 'late', buildRequires: [dependency('libfoo = 1'), dependency('gone-already')] }],
  };
  expect(landingBreaks(before, [own('foo', libNew)]).map(({ who, kind, dependency: what }) => [who, kind, what])).toEqual([
    ['script-1-1.x86_64', 'requires', '/usr/bin/foo'],
    ['late', 'build-requires', 'libfoo = 1'],
  ]);
});

test('rich requirements break as a whole only', () => {
  const rich = (text: string): BinaryPackage => binary('rich', { requires: [text] });
  const breaks = (text: string): number => landingBreaks(ground(own('foo', libOld), own('rich', rich(text)), own('bar', binary('bar'))), [own('foo', libNew)]).length;
  expect(breaks('(libfoo.so.1()(64bit) or bar)')).toBe(0);
  expect(breaks('(libfoo.so.1()(64bit) and bar)')).toBe(1);
  expect(breaks('(libfoo.so.1()(64bit) if bar)')).toBe(1);
  expect(breaks('(libfoo.so.1()(64bit) if absent)')).toBe(0);
  expect(breaks('(libfoo with libfoo.so.1()(64bit))')).toBe(1);
});

/** Which packages of a set have a requirement that nothing in the set provides, by libsolv's own index. */
const SOLV = `
import json, sys, solv
def unmet(packages):
    pool = solv.Pool(); pool.setdisttype(solv.Pool.DISTTYPE_RPM); pool.setarch('x86_64'); repo = pool.add_repo('r')
    listed = []
    for name, evr, provides, requires in packages:
        s = repo.add_solvable(); s.name = name; s.evr = evr; s.arch = 'x86_64'
        def dep(text):
            parts = text.split(' ')
            i = pool.str2id(parts[0])
            if len(parts) == 1: return i
            flags = {'=': solv.REL_EQ, '>=': solv.REL_EQ | solv.REL_GT, '<': solv.REL_LT}[parts[1]]
            return pool.rel2id(i, pool.str2id(parts[2]), flags)
        for each in provides: s.add_provides(dep(each))
        for each in requires: s.add_requires(dep(each))
        listed.append((name, [(each, dep(each)) for each in requires]))
    pool.createwhatprovides()
    return sorted(name + ' ' + text for name, deps in listed for text, i in deps if not pool.whatprovides(i))
print(json.dumps([[unmet(before), unmet(after)] for before, after in json.load(sys.stdin)]))
`;

test.skipIf(!haveSolv())(needs(haveSolv(), 'python3-solv', 'what breaks is what libsolv finds unmet after a landing and not before'), { timeout: 120_000 }, () => {
  const names = ['a', 'b', 'c', 'd'];
  const capability = fc.constantFrom('x', 'y', 'a = 1-1', 'a = 2-1', 'b = 1-1', 'x = 3', 'c = 1-1');
  const required = fc.constantFrom('x', 'y', 'a = 1-1', 'a >= 2', 'b', 'x = 3', 'x < 3', 'c');
  const anyBinary = (name: string): fc.Arbitrary<BinaryPackage> => fc.tuple(fc.array(capability, { maxLength: 3 }), fc.array(required, { maxLength: 3 })).map(([provides, requires]) => binary(name, { provides, requires }));
  const cases = fc.sample(fc.tuple(fc.tuple(...names.map(anyBinary)), fc.subarray(names, { minLength: 1, maxLength: 2 }), fc.tuple(...names.map(anyBinary))), { numRuns: 300, seed: 7 });
  const plain = (each: BinaryPackage): unknown => [each.name, '1-1', each.provides.map(formatProvide), each.requires.map(formatDependency)];
  const afterOf = ([old, which, fresh]: (typeof cases)[number]): BinaryPackage[] => old.map((each, index) => (which.includes(each.name) ? (fresh[index] ?? each) : each));
  const verdicts = askPython(SOLV, cases.map((one) => [one[0].map(plain), afterOf(one).map(plain)])) as [string[], string[]][];
  cases.forEach(([old, which, fresh], index) => {
    const breaks = landingBreaks(ground(...old.map((each) => own(each.name, each))), fresh.filter(({ name }) => which.includes(name)).map((each) => own(each.name, each)));
    const ours = breaks.map(({ who, dependency: what }) => `${who.slice(0, 1)} ${what}`);
    const [before, after] = verdicts[index] ?? [[], []];
    // What comes is not weighed: it did not resolve before either.
    const theirs = after.filter((each) => !before.includes(each) && !which.includes(each.slice(0, 1)));
    expect([...new Set(ours)].sort()).toEqual([...new Set(theirs)].sort());
  });
  expect(verdicts.filter(([before, after]) => after.some((each) => !before.includes(each))).length).toBeGreaterThan(20);
});
