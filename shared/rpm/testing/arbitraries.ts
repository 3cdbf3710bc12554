import fc from 'fast-check';
import type { Comparison, Dependency, SimpleDependency } from '../dependency.ts';
import type { Evr } from '../evr.ts';

/** Versions that are made to be compared: few letters, many separators, leading zeros. */
export const version = fc.array(fc.constantFrom('0', '1', '2', '10', '09', 'a', 'b', 'rc', 'A', '.', '_', '+', '~', '^'), { minLength: 1, maxLength: 7 }).map((parts) => parts.join(''));

export const evr: fc.Arbitrary<Evr> = fc.record({ epoch: fc.constantFrom(0, 0, 1, 4294967295), version, release: fc.option(version, { nil: null }) });

const name = fc.constantFrom('zlib', 'gcc-c++', 'perl(Foo::Bar)', 'libc.so.6(GLIBC_2.2)(64bit)', '/usr/bin/env', 'font(:lang=en)', 'and', 'pkgconfig(x11)', 'ä');

export const simple: fc.Arbitrary<SimpleDependency> = fc.oneof(
  name.map((text): SimpleDependency => ({ kind: 'simple', name: text, comparison: 'any', evr: null })),
  fc.tuple(name, fc.constantFrom<Comparison>('lt', 'le', 'eq', 'ge', 'gt'), evr).map(([text, comparison, value]): SimpleDependency => ({ kind: 'simple', name: text, comparison, evr: value })),
);

/** Dependencies of the whole grammar, four deep at most. */
export const dependency: fc.Arbitrary<Dependency> = fc.letrec<{ any: Dependency; rich: Dependency }>((tie) => ({
  any: fc.oneof({ maxDepth: 4, depthIdentifier: 'rich' }, simple, tie('rich')),
  rich: fc.oneof(
    fc.record({ kind: fc.constantFrom('and', 'or', 'with'), terms: fc.array(tie('any'), { minLength: 2, maxLength: 4 }) }),
    fc.record({ kind: fc.constant('without'), left: tie('any'), right: tie('any') }),
    fc.record({ kind: fc.constantFrom('if', 'unless'), then: tie('any'), condition: tie('any'), otherwise: fc.option(tie('any'), { nil: null }) }),
  ),
})).any;
