import fc from 'fast-check';
import { expect, test } from 'vitest';

import { askPython, haveSolv, needs } from '../rpm/testing/tools.ts';
import type { BinaryPackage } from '../rpm/package.ts';
import { formatDependency, formatProvide } from '../rpm/dependency.ts';
import { landingBreaks } from './landing-check.ts';
import type { LandingGround, SourceBinaries } from './landing.ts';
import { PackageLookup } from './package-lookup.ts';
import { binary, dependency } from './testing/small-universe.ts';

const own = (source: string, ...binaries: BinaryPackage[]): SourceBinaries => ({ source, binaries });
const base = (...foreign: BinaryPackage[]): PackageLookup => {
  const lookup = new PackageLookup();
  lookup.add(foreign);
  return lookup;
};
const ground = (...sources: SourceBinaries[]): LandingGround => ({ own: sources, base: base(), waiting: [], group: [] });

const libOld = binary('libfoo', { version: '1', provides: ['libfoo = 1-1', 'libfoo.so.1()(64bit)'] });
const libNew = binary('libfoo', { version: '2', provides: ['libfoo = 2-1', 'libfoo.so.2()(64bit)'] });
const app = binary('app', { requires: ['libfoo.so.1()(64bit)'] });

test('a soname that goes breaks who requires it, unless they come along', () => {
  const before = ground(own('foo', libOld), own('app', app));
  expect(landingBreaks(before, [own('foo', libNew)])).toMatchObject([{ source: 'foo', who: 'app-1-1.x86_64', kind: 'requires', dependency: 'libfoo.so.1()(64bit)', servedBy: 'libfoo-1-1.x86_64' }]);
  expect(landingBreaks(before, [own('foo', libNew), own('app', binary('app', { requires: ['libfoo.so.2()(64bit)'] }))])).toEqual([]);
  expect(landingBreaks(before, [own('foo', libOld)])).toEqual([]);
  expect(landingBreaks({ ...before, base: base(binary('compat', { provides: ['libfoo.so.1()(64bit)'] })) }, [own('foo', libNew)])).toEqual([]);
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
    base: base(),
    group: [],
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

const foreign = (name: string, words: Parameters<typeof binary>[1] = {}): BinaryPackage => binary(name, { ...words, arch: 'x86_64' });

test('what a foreign base serves is no break, until its source has a build here: then all of that source is hidden', () => {
  const zlib = [foreign('zlib', { provides: ['libz.so.1()(64bit)'] }), foreign('zlib-devel', { from: 'zlib' }), foreign('zlib-static', { from: 'zlib' })];
  const before: LandingGround = { ...ground(own('old', binary('old', { provides: ['helper'] })), own('user', binary('user', { requires: ['helper'] }))), base: base(...zlib, foreign('kit', { provides: ['helper'] })) };
  // The port's own goes without it, and the base has it still.
  expect(landingBreaks(before, [own('old', binary('old'))])).toEqual([]);
  const waiting = [{ source: 'app', buildRequires: [dependency('zlib-devel'), dependency('zlib-static')] }];
  const mine = [binary('zlib', { provides: ['libz.so.1()(64bit)'] }), binary('zlib-devel', { from: 'zlib' })];
  expect(landingBreaks({ ...before, waiting }, [own('zlib', ...mine)])).toEqual([
    { source: 'zlib', who: 'app', kind: 'build-requires', dependency: 'zlib-static', servedBy: 'zlib-static-1-1.x86_64', note: 'of a foreign base, which is hidden once zlib has a build of its own', clash: null },
  ]);
  expect(landingBreaks(before, [own('zlib', ...mine)])).toEqual([]);
  // It is hidden already: nothing changes for anybody.
  expect(landingBreaks({ ...before, own: [...before.own, own('zlib', ...mine)], waiting }, [own('zlib', ...mine)])).toEqual([]);
});

test('a foreign package that cannot be installed any more breaks who needs it, with the reason, and nobody else', () => {
  const parts = [foreign('libold', { from: 'lib', provides: ['libold.so.1'] }), foreign('tool', { requires: ['libold.so.1'] }), foreign('kit', { requires: ['tool'] }), foreign('idle', { requires: ['libold.so.1'] })];
  const before: LandingGround = { ...ground(), base: base(...parts), waiting: [{ source: 'app', buildRequires: [dependency('kit')] }] };
  expect(landingBreaks(before, [own('lib', binary('libnew', { from: 'lib', provides: ['libold.so.2'] }))])).toMatchObject([
    { source: 'lib', who: 'app', dependency: 'kit', servedBy: 'kit-1-1.x86_64', note: 'which cannot be installed without tool of tool-1-1.x86_64, which cannot be installed without libold.so.1 of libold-1-1.x86_64, of a foreign base, which is hidden once lib has a build of its own' },
  ]);
  expect(landingBreaks({ ...before, group: [dependency('tool')], waiting: [] }, [own('lib', binary('lib'))]).map(({ who }) => who)).toEqual(['the build group']);
  expect(landingBreaks({ ...before, waiting: [] }, [own('lib', binary('lib'))])).toEqual([]);
});

test('two that are wanted together and cannot be are a break, unless they could not be before', () => {
  const tool = binary('tool');
  const both = binary('both', { requires: ['tool', 'libfoo'] });
  const said = { ...libNew, conflicts: [dependency('tool < 2')] };
  const before = ground(own('foo', libOld), own('tool', tool), own('both', both), own('bar', binary('bar', { requires: ['libfoo'] })));
  expect(landingBreaks(before, [own('foo', said)])).toEqual([
    { source: 'foo', who: 'both-1-1.x86_64', kind: 'clash', dependency: 'libfoo-2-1.x86_64 conflicts with tool < 2', servedBy: 'tool-1-1.x86_64', note: null, clash: 'libfoo-2-1.x86_64' },
  ]);
  expect(landingBreaks(before, [own('foo', { ...libNew, conflicts: [dependency('tool >= 2')] })])).toEqual([]);
  expect(landingBreaks({ ...before, own: [own('foo', { ...libOld, conflicts: said.conflicts }), ...before.own.slice(1)] }, [own('foo', said)])).toEqual([]);
  // Nobody wants the two together, or another would do.
  expect(landingBreaks({ ...before, own: before.own.filter(({ source }) => source !== 'both') }, [own('foo', said)])).toEqual([]);
  expect(landingBreaks({ ...before, own: [...before.own, own('other', binary('other', { provides: ['tool = 3'] }))] }, [own('foo', said)])).toEqual([]);
  // The one that stays says it, or a buildroot wants both, over what these require.
  expect(landingBreaks({ ...before, own: before.own.map((each) => (each.source === 'tool' ? own('tool', { ...tool, conflicts: [dependency('libfoo = 2')] }) : each)) }, [own('foo', libNew)])).toMatchObject([{ who: 'both-1-1.x86_64', dependency: 'tool-1-1.x86_64 conflicts with libfoo = 2' }]);
  const wanting = { ...before, own: before.own.filter(({ source }) => source !== 'both'), waiting: [{ source: 'app', buildRequires: [dependency('tool'), dependency('bar')] }] };
  expect(landingBreaks(wanting, [own('foo', said)]).map(({ who, kind }) => [who, kind])).toEqual([['app', 'clash']]);
  expect(landingBreaks({ ...wanting, waiting: [{ source: 'app', buildRequires: [dependency('bar')] }], group: [dependency('tool')] }, [own('foo', said)]).map(({ who }) => who)).toEqual(['app']);
});

test('two that have one file are apart as well', () => {
  const tool = binary('tool');
  const before = ground(own('foo', libOld), own('tool', tool), own('both', binary('both', { requires: ['tool', 'libfoo'] })));
  expect(landingBreaks(before, [own('foo', libNew)], [{ coming: libNew, other: tool, path: '/usr/bin/tool' }])).toMatchObject([{ source: 'foo', who: 'both-1-1.x86_64', kind: 'clash', dependency: 'both have /usr/bin/tool, and not the same' }]);
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

/** Whether each request (a list of capabilities) can be installed from a set, by libsolv's solver. */
const INSTALLABLE = `
import json, sys, solv
def verdicts(packages, requests):
    pool = solv.Pool(); pool.setdisttype(solv.Pool.DISTTYPE_RPM); pool.setarch('x86_64'); repo = pool.add_repo('r')
    def fill(s, name, provides, requires, conflicts):
        s.name = name; s.evr = '1-1'; s.arch = 'x86_64'
        for each in provides: s.add_provides(pool.str2id(each))
        for each in requires: s.add_requires(pool.str2id(each))
        for each in conflicts: s.add_deparray(solv.SOLVABLE_CONFLICTS, pool.str2id(each))
    for package in packages: fill(repo.add_solvable(), *package)
    asked = []
    for n, requires in enumerate(requests):
        s = repo.add_solvable(); fill(s, '~request%d' % n, [], requires, []); asked.append(s)
    pool.createwhatprovides()
    found = []
    for s in asked:
        solver = pool.Solver(); solver.set_flag(solv.Solver.SOLVER_FLAG_IGNORE_RECOMMENDED, 1)
        found.append(not solver.solve([pool.Job(solv.Job.SOLVER_SOLVABLE | solv.Job.SOLVER_INSTALL, s.id)]))
    return found
print(json.dumps([[verdicts(before, requests), verdicts(after, requests)] for before, after, requests in json.load(sys.stdin)]))
`;

test.skipIf(!haveSolv())(needs(haveSolv(), 'python3-solv', 'a buildroot over a foreign base breaks where libsolv can install it before a landing and not after'), { timeout: 120_000 }, () => {
  const sources = ['s', 't', 'u'];
  const parts = ['a', 'b', 'c', 'd', 'e'];
  /** Of a base that is closed: every requirement is met by somebody in it. */
  const part = fc.record({ from: fc.constantFrom(...sources), requires: fc.subarray(parts, { maxLength: 2 }) });
  const fresh = fc.record({ keeps: fc.subarray(parts), conflicts: fc.constantFrom<readonly string[]>([], [], ['a'], ['c'], ['e']) });
  const cases = fc.sample(fc.tuple(fc.tuple(part, part, part, part, part), fresh, fc.array(fc.subarray(parts, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })), { numRuns: 400, seed: 11 });
  const plain = (each: BinaryPackage): unknown => [each.name, each.provides.map(({ name }) => name), each.requires.map(formatDependency), each.conflicts.map(formatDependency)];
  const worlds = cases.map(([list, { keeps, conflicts }, requests]) => {
    const old = list.map(({ from, requires }, index) => binary(parts[index] ?? '', { from, requires }));
    const fromS = old.filter(({ sourceRpm }) => sourceRpm.startsWith('s-')).map(({ name }) => name);
    // The own build has some of the subpackages, one of which does not go with another package.
    const mine = keeps.filter((name) => fromS.includes(name)).map((name, index) => binary(name, { from: 's', version: '2', conflicts: index === 0 ? conflicts.filter((each) => each !== name) : [] }));
    return { old, mine, requests, after: [...old.filter(({ sourceRpm }) => !sourceRpm.startsWith('s-')), ...mine] };
  });
  const verdicts = askPython(INSTALLABLE, worlds.map(({ old, after, requests }) => [old.map(plain), after.map(plain), requests])) as [boolean[], boolean[]][];
  const seen = { breaks: 0, clashes: 0 };
  worlds.forEach(({ old, mine, requests }, index) => {
    const waiting = requests.map((buildRequires, number) => ({ source: `request${number}`, buildRequires: buildRequires.map(dependency) }));
    const breaks = landingBreaks({ ...ground(), base: base(...old), waiting }, [own('s', ...mine)]);
    const [before = [], after = []] = verdicts[index] ?? [];
    expect([...new Set(breaks.map(({ who }) => who))].sort()).toEqual(waiting.filter((_, number) => before[number] === true && after[number] === false).map(({ source }) => source));
    seen.breaks += breaks.length;
    seen.clashes += breaks.filter(({ kind }) => kind === 'clash').length;
  });
  expect(seen.breaks).toBeGreaterThan(100);
  expect(seen.clashes).toBeGreaterThan(10);
});
