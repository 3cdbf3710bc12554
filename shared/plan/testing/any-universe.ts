import fc from 'fast-check';

import { parseEvr } from '#shared/rpm/evr.ts';
import type { BinaryPackage } from '#shared/rpm/package.ts';
import type { Universe } from '../types.ts';
import type { AskedPackage, AskedUniverse } from './libsolv-process.ts';
import { dependency, source } from './small-universe.ts';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const CAPABILITIES = ['p', 'q', 'r', 'lib(x)'];
const FILES = ['/usr/bin/a', '/usr/lib/deep/f'];
const VERSIONS = ['1', '1.0', '2', '2~rc1', '2^git1', '10', '1:1'];
const RELEASES = ['1', '2', '1.el8'];

const oneOf = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const evr = fc.tuple(oneOf(...VERSIONS), oneOf(...RELEASES)).map(([version, release]) => `${version}-${release}`);
const looseEvr = fc.oneof(evr, oneOf(...VERSIONS));
const capability = fc.oneof({ weight: 5, arbitrary: oneOf(...NAMES) }, { weight: 4, arbitrary: oneOf(...CAPABILITIES) });
const versioned = fc.tuple(capability, oneOf('<', '<=', '=', '>=', '>'), looseEvr).map((parts) => parts.join(' '));
/** What a Provides, Requires or Conflicts says without parentheses. */
const plain = fc.oneof({ weight: 6, arbitrary: capability }, { weight: 3, arbitrary: versioned }, { weight: 1, arbitrary: oneOf(...FILES) });

/** `with` and `without` are about one package, so rpm lets only each other and `or` stand in them. */
const { narrow } = fc.letrec<{ narrow: string }>((tie) => ({
  narrow: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 4, arbitrary: fc.oneof(capability, versioned) },
    { weight: 1, arbitrary: fc.tuple(tie('narrow'), oneOf('with', 'without', 'or'), tie('narrow')).map(([a, word, b]) => `(${a} ${word} ${b})`) },
  ),
}));
const { rich } = fc.letrec<{ rich: string }>((tie) => ({
  rich: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 6, arbitrary: plain },
    { weight: 1, arbitrary: fc.array(tie('rich'), { minLength: 2, maxLength: 3 }).map((terms) => `(${terms.join(' and ')})`) },
    { weight: 1, arbitrary: fc.array(tie('rich'), { minLength: 2, maxLength: 3 }).map((terms) => `(${terms.join(' or ')})`) },
    { weight: 1, arbitrary: fc.tuple(tie('rich'), oneOf('if', 'unless'), tie('rich')).map(([a, word, b]) => `(${a} ${word} ${b})`) },
    { weight: 1, arbitrary: fc.tuple(tie('rich'), oneOf('if', 'unless'), tie('rich'), tie('rich')).map(([a, word, b, c]) => `(${a} ${word} ${b} else ${c})`) },
    { weight: 1, arbitrary: fc.tuple(narrow, oneOf('with', 'without'), narrow).map(([a, word, b]) => `(${a} ${word} ${b})`) },
  ),
}));

const provide = fc.oneof(
  oneOf(...CAPABILITIES),
  fc.tuple(fc.oneof(oneOf(...CAPABILITIES), oneOf(...NAMES)), fc.oneof({ weight: 5, arbitrary: fc.constant('=') }, { weight: 1, arbitrary: oneOf('<', '>=') }), looseEvr).map((parts) => parts.join(' ')),
);
const obsoleted = fc.oneof(oneOf(...NAMES), fc.tuple(oneOf(...NAMES), oneOf('<', '<=', '='), looseEvr).map((parts) => parts.join(' ')));
const few = <T>(arbitrary: fc.Arbitrary<T>, chance: number, maxLength = 2): fc.Arbitrary<T[]> =>
  fc.oneof({ weight: 10 - chance, arbitrary: fc.constant<T[]>([]) }, { weight: chance, arbitrary: fc.array(arbitrary, { minLength: 1, maxLength }) });

const conflicted = fc.oneof({ weight: 5, arbitrary: plain }, { weight: 1, arbitrary: rich });

const anyPackage: fc.Arbitrary<AskedPackage> = fc
  .record({
    name: oneOf(...NAMES),
    evr,
    arch: fc.oneof({ weight: 6, arbitrary: fc.constant('x86_64') }, { weight: 2, arbitrary: fc.constant('noarch') }, { weight: 1, arbitrary: fc.constant('i686') }),
    provides: few(provide, 6),
    requires: few(rich, 7, 3),
    conflicts: few(conflicted, 3),
    obsoletes: few(obsoleted, 2),
    files: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray(FILES) }),
  })
  // rpm has every package provide its own name.
  .map((one) => ({ ...one, provides: [`${one.name} = ${one.evr}`, ...one.provides] }));

export interface AnyUniverseOptions {
  readonly foreign: boolean;
  readonly group: boolean;
  /** Sources have BuildConflicts. */
  readonly refusing?: boolean;
}

/** A small universe of several repositories, every architecture and version mixed; sources `s0`, `s1`, … ask for things. */
export function anyUniverse({ foreign, group, refusing = false }: AnyUniverseOptions): fc.Arbitrary<AskedUniverse> {
  const repository = (side: number, priority: fc.Arbitrary<number>): fc.Arbitrary<AskedUniverse['repositories'][number]> =>
    fc.record({ priority, side: fc.constant(side), packages: fc.array(anyPackage, { maxLength: 7 }) });
  const own = fc.array(repository(0, group ? fc.constant(99) : oneOf(99, 99, 50)), { minLength: 1, maxLength: 2 });
  const bases = foreign ? fc.tuple(repository(1, fc.constant(99)), repository(2, fc.constant(99))) : fc.constant([]);
  return fc.record({
    repositories: fc.tuple(own, bases).map(([first, second]) => (group ? withoutTwins : (list: typeof first) => list)([...first, ...second])),
    architectures: oneOf(['x86_64', 'noarch'], ['x86_64', 'noarch'], ['x86_64', 'noarch', 'i686']),
    group: group ? fc.array(oneOf(...NAMES, ...FILES), { maxLength: 2 }) : fc.constant([]),
    sources: fc.array(fc.array(rich, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 }),
    refused: refusing ? fc.array(few(conflicted, 7), { minLength: 3, maxLength: 3 }) : fc.constant([]),
    checks: fc.constant([]),
  });
}

/**
 * Takes out packages of one name and version. libsolv takes the twin that is installed for the best, wherever it came from, and
 * exempts what is installed from priorities; in a distribution twins are one and the same package.
 */
function withoutTwins(repositories: AskedUniverse['repositories']): AskedUniverse['repositories'] {
  const seen = new Set<string>();
  const isNew = ({ name, evr: version }: AskedPackage): boolean => {
    const key = `${name} ${version}`;
    return !seen.has(key) && seen.add(key).has(key);
  };
  return repositories.map((repository) => ({ ...repository, packages: repository.packages.filter(isNew) }));
}

/** The same for the planner; the binary of each number comes from a source of its own (`b7`), so that edges name binaries. */
export function plannerUniverse({ repositories, architectures, group, sources, refused = [] }: AskedUniverse): Universe {
  let number = 0;
  const parts = repositories.map(({ priority, side, packages }) => ({ priority, side, packages: packages.map((one) => binaryOf(one, number++)) }));
  const own = parts.filter(({ side }) => side === 0);
  return {
    sources: [...sources.map((wanted, index) => source(`s${index}`, wanted, '1', refused[index])), ...Array.from({ length: number }, (_, index) => source(`b${index}`))],
    reference: own.flatMap(({ packages }) => packages),
    referenceParts: own.map(({ priority, packages }) => ({ priority, count: packages.length, exclude: [] })),
    foreign: parts.filter(({ side }) => side !== 0).map(({ packages, side, priority }) => ({ name: `base${side}`, binaries: packages, architectures, priority })),
    buildGroup: group,
    architectures,
  };
}

function binaryOf({ name, evr: text, arch, provides, requires, conflicts, obsoletes, files }: AskedPackage, number: number): BinaryPackage {
  const parsed = parseEvr(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const offered = provides.map(dependency).flatMap((one) => (one.kind === 'simple' ? [one] : []));
  return {
    name,
    evr: parsed.value,
    arch,
    sourceRpm: `b${number}-1-1.src.rpm`,
    provides: offered,
    requires: requires.map(dependency),
    conflicts: conflicts.map(dependency),
    obsoletes: obsoletes.map(dependency),
    recommends: [],
    files,
  };
}
