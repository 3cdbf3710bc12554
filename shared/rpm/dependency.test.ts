import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatProvide, OPERATORS, satisfies, type Comparison, type SimpleDependency } from './dependency.ts';
import type { Evr } from './evr.ts';
import { version } from './testing/arbitraries.ts';
import { askPython, haveSolv, needs } from './testing/tools.ts';

const HAVE_SOLV = haveSolv();

/** libsolv's verdict in RPM mode: does a package with this Provides match this dependency? */
const SOLV = `
import json, sys, solv
pool = solv.Pool()
pool.setdisttype(solv.Pool.DISTTYPE_RPM)
pool.setarch('x86_64')
repo = pool.add_repo('r')
flags = {'<': solv.REL_LT, '<=': solv.REL_LT | solv.REL_EQ, '=': solv.REL_EQ, '>=': solv.REL_GT | solv.REL_EQ, '>': solv.REL_GT}
def dep(d):
    n = pool.Dep(d[0])
    return n if d[1] is None else n.Rel(flags[d[1]], pool.Dep(d[2]))
pairs = json.load(sys.stdin)
solvables = []
for i, (p, r) in enumerate(pairs):
    s = repo.add_solvable()
    s.name = 'p%d' % i; s.evr = '1-1'; s.arch = 'noarch'
    s.add_deparray(solv.SOLVABLE_PROVIDES, dep(['c%d' % i] + p[1:]))
pool.createwhatprovides()
print(json.dumps([len(pool.whatprovides(dep(['c%d' % i] + r[1:]))) > 0 for i, (p, r) in enumerate(pairs)]))
`;

const plainEvr: fc.Arbitrary<Evr> = fc.record({ epoch: fc.constantFrom(0, 0, 1), version: fc.constantFrom('1', '2', '1.0'), release: fc.constantFrom(null, '1', '2') });
const versioned = fc.oneof(plainEvr, fc.record({ epoch: fc.constantFrom(0, 1), version: version.filter((text) => /[0-9a-zA-Z]/.test(text)), release: fc.option(fc.constantFrom('1', '1.el8'), { nil: null }) }));
const side: fc.Arbitrary<SimpleDependency> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<SimpleDependency>({ kind: 'simple', name: 'c', comparison: 'any', evr: null }) },
  { weight: 8, arbitrary: fc.tuple(fc.constantFrom<Comparison>('lt', 'le', 'eq', 'ge', 'gt'), versioned).map(([comparison, evr]): SimpleDependency => ({ kind: 'simple', name: 'c', comparison, evr })) },
);

function asTriple(dependency: SimpleDependency): [string, string | null, string | null] {
  const { comparison, evr } = dependency;
  if (comparison === 'any' || evr === null) return ['c', null, null];
  return ['c', OPERATORS[comparison], formatProvide(dependency).split(' ')[2] ?? ''];
}

describe('satisfies', () => {
  it.skipIf(!HAVE_SOLV)(needs(HAVE_SOLV, 'python3-solv', 'agrees with libsolv in RPM mode'), () => {
    const pairs = fc.sample(fc.tuple(side, side), 6000);
    const answer = askPython(SOLV, pairs.map(([provide, dependency]) => [asTriple(provide), asTriple(dependency)]));
    const wrong = pairs.filter(([provide, dependency], index) => Array.isArray(answer) && satisfies(provide, dependency) !== answer[index]);
    expect(wrong.map(([provide, dependency]) => `${formatProvide(provide)} for ${formatProvide(dependency)}`)).toEqual([]);
    expect(answer).toHaveLength(pairs.length);
  });

  it('lets an unversioned Provides satisfy a versioned requirement', () => {
    expect(satisfies({ name: 'a', comparison: 'any', evr: null }, { name: 'a', comparison: 'ge', evr: { epoch: 0, version: '9', release: null } })).toBe(true);
  });

  it('takes a missing release for any', () => {
    const provide = { name: 'a', comparison: 'eq', evr: { epoch: 0, version: '1', release: '5' } } as const;
    const wanting = (comparison: Comparison, release: string | null) => satisfies(provide, { name: 'a', comparison, evr: { epoch: 0, version: '1', release } });
    expect([wanting('eq', null), wanting('le', null), wanting('gt', null), wanting('eq', '4'), wanting('ge', '4')]).toEqual([true, true, false, false, true]);
  });

  it('asks for the same name', () => {
    expect(satisfies({ name: 'a', comparison: 'any', evr: null }, { name: 'b', comparison: 'any', evr: null })).toBe(false);
  });
});
