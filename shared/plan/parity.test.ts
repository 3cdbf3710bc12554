import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import { formatDependency, formatProvide } from '../rpm/dependency.ts';
import { formatNevra } from '../rpm/nevra.ts';
import type { BinaryPackage } from '../rpm/package.ts';
import { askPython, haveSolv, needs } from '../rpm/testing/tools.ts';
import { differences, isAtPar, parityOf } from './parity.ts';
import { unmetRequires } from './repo-closure.ts';
import { haveReference, readReference } from './testing/reference-data.ts';
import { binary } from './testing/small-universe.ts';

test('a build is compared with the reference by what does not hang on the architecture', () => {
  const theirs = [
    binary('zlib', { provides: ['zlib(x86-64) = 1-1', 'libz.so.1()(64bit)', 'libz.so.1(ZLIB_1.2.0)(64bit)', 'ld-linux-x86-64.so.2()(64bit)'], files: ['/usr/bin/zdump'] }),
    binary('zlib-devel', { provides: ['pkgconfig(zlib) = 1'] }),
    binary('zlib-debuginfo'),
  ];
  const mine = [binary('zlib', { arch: 's390x', provides: ['zlib(s390-64) = 1-1', 'libz.so.1()(64bit)', 'ld64.so.1()(64bit)'], files: ['/usr/bin/zdump'] }), binary('zlib-devel', { arch: 's390x', provides: ['pkgconfig(zlib) = 1'] })];
  expect(isAtPar(parityOf('zlib', mine, theirs))).toBe(true);
  expect(parityOf('zlib', [binary('zlib', { arch: 's390x' }), binary('zlib-static', { arch: 's390x' })], theirs)).toEqual({
    source: 'zlib', missingPackages: ['zlib-devel'], extraPackages: ['zlib-static'], missingSonames: ['libz.so.1'], missingProvides: [], missingFiles: ['/usr/bin/zdump'],
  });
  expect(parityOf('zlib', [binary('zlib'), binary('zlib-devel')], theirs).missingProvides).toEqual(['pkgconfig(zlib)']);
});

test('a build is at par with itself, and differs from itself in nothing', () => {
  const names = fc.constantFrom('a', 'a-devel', 'a-libs');
  const anyBinaries = fc.array(fc.tuple(names, fc.array(fc.constantFrom('x', 'y = 1', 'liba.so.1()(64bit)'), { maxLength: 3 }), fc.array(fc.constantFrom('x', 'z >= 2'), { maxLength: 2 })), { maxLength: 4 });
  fc.assert(
    fc.property(anyBinaries, anyBinaries, (one, other) => {
      const packages = (list: typeof one): BinaryPackage[] => list.map(([name, provides, requires]) => binary(name, { provides, requires }));
      expect(isAtPar(parityOf('a', packages(one), packages(one)))).toBe(true);
      expect(differences(packages(one), packages(one).toReversed())).toEqual([]);
      const there = differences(packages(one), packages(other)).map((each) => each.slice(2)).sort();
      expect(differences(packages(other), packages(one)).map((each) => each.slice(2)).sort()).toEqual(there);
    }),
  );
});

test('two passes differ in a package, a capability, a requirement or a file, each by name', () => {
  const before = [binary('a', { provides: ['x'], requires: ['libold'], files: ['/usr/bin/a'] })];
  expect(differences(before, [binary('a', { provides: ['x'], requires: ['libnew'], files: ['/usr/bin/a'] }), binary('a-doc')])).toEqual([
    '− a requires libold', '+ a requires libnew', '+ a-doc-1-1.x86_64', '+ a-doc provides a-doc = 1-1',
  ]);
});

const UNMET = `
import json, sys, solv
pool = solv.Pool(); pool.setdisttype(solv.Pool.DISTTYPE_RPM); pool.setarch('x86_64'); repo = pool.add_repo('r'); listed = []
def dep(text):
    parts = text.split(' ')
    i = pool.str2id(parts[0])
    if len(parts) == 1: return i
    flags = {'=': solv.REL_EQ, '>=': solv.REL_EQ | solv.REL_GT, '<=': solv.REL_EQ | solv.REL_LT, '<': solv.REL_LT, '>': solv.REL_GT}[parts[1]]
    return pool.rel2id(i, pool.str2id(parts[2]), flags)
for name, provides, files, requires in json.load(sys.stdin):
    s = repo.add_solvable(); s.name = name; s.evr = '1-1'; s.arch = 'x86_64'
    for each in provides + files: s.add_provides(dep(each))
    listed.append((name, [(each, dep(each)) for each in requires]))
pool.createwhatprovides()
print(json.dumps(sorted({name + ' ' + text for name, deps in listed for text, i in deps if not pool.whatprovides(i)})))
`;

describe.skipIf(!haveReference || !haveSolv())(needs(haveReference && haveSolv(), 'rhel73beta-repodata in PORTOLAN_DATA and python3-solv', 'the closure of a whole distribution'), () => {
  it('is what libsolv finds of it, and of half of it', { timeout: 120_000 }, () => {
    const { reference } = readReference(['x86_64', 'noarch']);
    for (const packages of [reference, reference.filter((_, index) => index % 2 === 0)]) {
      const wanted = new Set(packages.flatMap(({ requires }) => requires.flatMap((each) => (each.kind === 'simple' && each.name.startsWith('/') ? [each.name] : []))));
      const plain = packages.map((each) => [each.name, each.provides.map(formatProvide), each.files.filter((file) => wanted.has(file)), each.requires.filter(({ kind }) => kind === 'simple').map(formatDependency)]);
      const names = new Map(packages.map((each) => [formatNevra(each), each.name]));
      const simple = packages.map((each) => ({ ...each, requires: each.requires.filter(({ kind }) => kind === 'simple') }));
      const ours = new Set(unmetRequires(simple).map(({ who, dependency }) => `${names.get(who) ?? ''} ${dependency}`));
      expect([...ours].sort()).toEqual(askPython(UNMET, plain));
    }
  });
});
