import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { formatDependency } from '../rpm/dependency.ts';
import { formatNevra } from '../rpm/nevra.ts';
import type { BinaryPackage } from '../rpm/package.ts';
import { askPython, haveSolv, needs } from '../rpm/testing/tools.ts';
import { landingBreaks } from './landing-check.ts';
import type { Break, LandingGround, SourceBinaries } from './landing.ts';
import { PackageLookup } from './package-lookup.ts';
import { binary, dependency } from './testing/small-universe.ts';

const own = (each: BinaryPackage): SourceBinaries => ({ source: each.name, binaries: [each] });
function ground(packages: readonly BinaryPackage[], parts: Partial<LandingGround> = {}): LandingGround {
  return { own: packages.map(own), base: new PackageLookup(), waiting: [], group: [], ...parts };
}
const said = (breaks: readonly Break[]): string[] => breaks.map(({ who, dependency: words, note }) => `${who}: ${words}${note === null ? '' : `, ${note}`}`);

const [a, b, c] = [binary('a'), binary('b'), binary('c')];
const fresh = (conflict: string): BinaryPackage => binary('foo', { version: '2', conflicts: [conflict] });
const old = binary('foo');
const wants = (...requires: string[]): BinaryPackage => binary('wants', { requires });

describe('what comes and cannot stand beside what is wanted with it', () => {
  it('may say so in a rich Conflicts, met by one package or by several together', () => {
    const all = [old, a, b, c];
    expect(said(landingBreaks(ground([...all, wants('foo', 'a', 'b')]), [own(fresh('(a and b)'))]))).toEqual(['wants-1-1.x86_64: foo-2-1.x86_64 conflicts with (a and b)']);
    expect(landingBreaks(ground([...all, wants('foo', 'a')]), [own(fresh('(a and b)'))])).toEqual([]);
    expect(said(landingBreaks(ground([...all, wants('foo', 'b')]), [own(fresh('(a or b)'))]))).toEqual(['wants-1-1.x86_64: foo-2-1.x86_64 conflicts with (a or b)']);
    expect(said(landingBreaks(ground([...all, wants('foo', 'b')]), [own(fresh('(b with b = 1)'))]))).toHaveLength(1);
    expect(landingBreaks(ground([...all, wants('foo', 'b')]), [own(fresh('(b without b = 1)'))])).toEqual([]);
  });

  it('is no break where something else could keep the two together, and is one where nothing can', () => {
    expect(landingBreaks(ground([old, a, b, wants('foo', 'a')]), [own(fresh('(a unless b)'))])).toEqual([]);
    expect(said(landingBreaks(ground([old, a, wants('foo', 'a')]), [own(fresh('(a unless b)'))]))).toHaveLength(1);
  });

  it('may be what another package says of it', () => {
    const stays = binary('a', { conflicts: ['(foo >= 2 and b)'] });
    expect(landingBreaks(ground([old, stays, b, wants('foo', 'a', 'b')]), [own(binary('foo', { version: '2' }))])).toMatchObject([{ source: 'foo', who: 'wants-1-1.x86_64', clash: 'foo-2-1.x86_64', servedBy: 'a-1-1.x86_64' }]);
    expect(landingBreaks(ground([old, stays, b, wants('foo', 'a', 'b')]), [own(binary('foo', { version: '1.5' }))])).toEqual([]);
  });

  it('is passed over where it was so before', () => {
    const before = binary('foo', { conflicts: ['(a and b)'] });
    expect(landingBreaks(ground([before, a, b, wants('foo', 'a', 'b')]), [own(fresh('(a and b)'))])).toEqual([]);
    // Only now is there anything that the Conflicts means.
    expect(landingBreaks(ground([before, a, c, wants('foo', 'a', 'c')]), [own(binary('c', { version: '2', provides: ['b'] }))])).toMatchObject([{ source: 'c', who: 'wants-1-1.x86_64' }]);
  });

  it('breaks who could take any of several, if none of them goes with it', () => {
    const [one, two] = [binary('one', { provides: ['mta'] }), binary('two', { provides: ['mta'] })];
    const both = binary('foo', { version: '2', conflicts: ['one', 'two'] });
    expect(said(landingBreaks(ground([old, one, two, wants('foo', 'mta')]), [own(both)]))).toEqual(['wants-1-1.x86_64: foo-2-1.x86_64 conflicts with one, and nothing else that would serve goes with it']);
    expect(landingBreaks(ground([old, one, two, wants('foo', 'mta')]), [own(fresh('one'))])).toEqual([]);
    expect(said(landingBreaks(ground([old, one, two, wants('foo', '(one or two)')]), [own(both)]))).toHaveLength(1);
    // One of the two was kept out before, so that only the other is new; and where it was the only one, nothing is.
    const half = binary('foo', { conflicts: ['one'] });
    expect(said(landingBreaks(ground([half, one, two, wants('foo', 'mta')]), [own(both)]))).toHaveLength(1);
    expect(landingBreaks(ground([half, one, two, wants('foo', 'one')]), [own(both)])).toEqual([]);
  });

  it('breaks every buildroot where the build group wants both', () => {
    const group = [dependency('foo'), dependency('a')];
    expect(landingBreaks(ground([old, a], { group }), [own(fresh('(a and foo)'))]).map(({ who }) => who)).toEqual(['the build group']);
  });
});

/** Whether each package can be installed from a set, by libsolv's solver. */
const SOLV = `
import json, sys, solv
def verdicts(packages, asked):
    pool = solv.Pool(); pool.setdisttype(solv.Pool.DISTTYPE_RPM); pool.setarch('x86_64'); repo = pool.add_repo('r')
    def dep(text):
        if text.startswith('('): return pool.parserpmrichdep(text)
        parts = text.split(' ')
        return pool.str2id(parts[0]) if len(parts) == 1 else pool.rel2id(pool.str2id(parts[0]), pool.str2id(parts[2]), solv.REL_EQ)
    known = {}
    for name, evr, provides, requires, conflicts in packages:
        s = repo.add_solvable(); s.name = name; s.evr = evr; s.arch = 'x86_64'; known[name] = s
        for each in provides: s.add_provides(dep(each))
        for each in requires: s.add_requires(dep(each))
        for each in conflicts: s.add_deparray(solv.SOLVABLE_CONFLICTS, dep(each))
    pool.createwhatprovides()
    found = []
    for name in asked:
        solver = pool.Solver(); solver.set_flag(solv.Solver.SOLVER_FLAG_IGNORE_RECOMMENDED, 1)
        found.append(not solver.solve([pool.Job(solv.Job.SOLVER_SOLVABLE | solv.Job.SOLVER_INSTALL, known[name].id)]))
    return found
print(json.dumps([[verdicts(before, asked), verdicts(after, asked)] for before, after, asked in json.load(sys.stdin)]))
`;

describe('held against libsolv', () => {
  it.skipIf(!haveSolv())(needs(haveSolv(), 'python3-solv', 'who is said to want what clashes cannot be installed after a landing, and most who could before are found'), { timeout: 120_000 }, () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'w'];
    const capability = fc.constantFrom('x', 'y', 'z');
    const required = fc.constantFrom('x', 'y', 'z', 'a', 'b', 'c', 'd', '(x or a)', '(b and y)', '(x and (y or c))');
    const conflicted = fc.constantFrom('x', 'a', 'b', '(x and y)', '(a or b)', '(a and c)', '(x unless y)', '(c and (x or d))', '(a with x)', '(x without a)', '(b unless e)');
    const anyBinary = (name: string, conflicts: number): fc.Arbitrary<BinaryPackage> =>
      fc.tuple(fc.array(capability, { maxLength: 2 }), fc.array(required, { maxLength: 3 }), fc.array(conflicted, { maxLength: conflicts })).map(([provides, requires, said_]) => binary(name, { provides, requires, conflicts: said_ }));
    const worlds = fc.sample(fc.tuple(fc.tuple(...names.map((name) => anyBinary(name, 1))), fc.subarray(names.slice(0, 4), { minLength: 1, maxLength: 2 }), fc.tuple(...names.map((name) => anyBinary(name, 2)))), { numRuns: 2000, seed: 23 }).map(([before, which, newer]) => {
      const coming = newer.filter(({ name }) => which.includes(name));
      const after = before.map((each) => coming.find(({ name }) => name === each.name) ?? each);
      return { before, coming, after, asked: names.filter((name) => !which.includes(name)) };
    });
    const plain = (each: BinaryPackage): unknown => [each.name, '1-1', each.provides.map(({ name, evr }) => (evr === null ? name : `${name} = 1-1`)), each.requires.map(formatDependency), each.conflicts.map(formatDependency)];
    const verdicts = askPython(SOLV, worlds.map(({ before, after, asked }) => [before.map(plain), after.map(plain), asked])) as [boolean[], boolean[]][];
    const seen = { rich: 0, broken: 0, found: 0 };
    worlds.forEach(({ before, coming, after, asked }, index) => {
      const breaks = landingBreaks(ground(before), coming.map(own));
      const whole = new Map(asked.map((name, place) => [name, [verdicts[index]?.[0][place], verdicts[index]?.[1][place]]]));
      const whoOf = (each: Break): string => after.find((one) => formatNevra(one) === each.who)?.name ?? '';
      for (const each of breaks.filter(({ kind }) => kind === 'clash')) {
        if (each.dependency.includes('(')) seen.rich += 1;
        expect([each, before.map(plain), coming.map(plain), whole.get(whoOf(each))?.[1]]).toEqual([each, before.map(plain), coming.map(plain), false]);
      }
      const told = new Set(breaks.map(whoOf));
      for (const [name, [was, is]] of whole) {
        if (was !== true || is !== false) continue;
        seen.broken += 1;
        if (told.has(name)) seen.found += 1;
      }
    });
    expect(seen.rich).toBeGreaterThan(1000);
    // The rest takes a search through combinations, or is for want of what a package that comes lacks itself.
    expect(seen.found / seen.broken).toBeGreaterThan(0.7);
  });
});
