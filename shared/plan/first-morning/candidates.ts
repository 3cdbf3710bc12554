import { rangesOverlap, formatProvide, type SimpleDependency } from '#shared/rpm/dependency.ts';
import { compareEvr } from '#shared/rpm/evr.ts';
import { formatNevra, sourceNameOf } from '#shared/rpm/nevra.ts';
import type { BinaryPackage } from '#shared/rpm/package.ts';
import { parseDependency } from '#shared/rpm/parse-dependency.ts';
import type { Universe } from '../types.ts';
import type { Candidate } from './types.ts';

/** So many candidates of one kind are named. */
const MOST = 5;

interface Offer {
  readonly binary: BinaryPackage;
  readonly offers: string;
  readonly fits: boolean;
}

/**
 * What could close each gap: binaries of the reference that the plan may not use, the nearest version, or a source's
 * name guessed from the capability's spelling. One walk over everything that the reference and the bases provide.
 */
export function candidatesFor(universe: Universe, capabilities: readonly string[]): Readonly<Record<string, readonly Candidate[]>> {
  const wanted = new Map<string, SimpleDependency>();
  for (const capability of capabilities) {
    const parsed = parseDependency(capability);
    if (parsed.ok && parsed.value.kind === 'simple') wanted.set(capability, parsed.value);
  }
  const offers = offersOf(universe, [...wanted.values()]);
  const known = new Set(universe.sources.map(({ name }) => name));
  return Object.fromEntries(capabilities.map((capability) => {
    const dependency = wanted.get(capability);
    return [capability, dependency === undefined ? [] : candidatesOf(dependency, offers.get(dependency.name) ?? [], universe, known)];
  }));
}

function candidatesOf(dependency: SimpleDependency, offers: readonly Offer[], universe: Universe, known: ReadonlySet<string>): Candidate[] {
  const fitting = offers.filter(({ fits }) => fits);
  const candidates = fitting.flatMap(({ binary }): Candidate[] => {
    const nevra = formatNevra(binary);
    const source = sourceNameOf(binary.sourceRpm) ?? '';
    if (universe.architectures.length > 0 && !universe.architectures.includes(binary.arch)) return [{ kind: 'other-architecture', nevra }];
    return source !== '' && !known.has(source) ? [{ kind: 'other-source', nevra, source }] : [];
  });
  if (candidates.length > 0) return candidates.slice(0, MOST);
  const nearest = offers.toSorted((a, b) => compareEvr(b.binary.evr, a.binary.evr))[0];
  if (nearest !== undefined && fitting.length === 0) return [{ kind: 'other-version', nevra: formatNevra(nearest.binary), offers: nearest.offers }];
  const [, plain = dependency.name, machine] = MACHINE.exec(dependency.name) ?? [];
  if (machine !== undefined && offers.length === 0) return [{ kind: 'other-machine', machine }];
  const guess = guessSource(plain);
  if (guess === null) return [];
  return [known.has(guess) ? { kind: 'unlisted', source: guess } : { kind: 'guess', source: guess }];
}

/** `%{?_isa}` behind a capability: `zlib-devel(x86-64)`, `glibc(ppc-32)`, `zlib-devel(s390-64)`. */
const MACHINE = /^(.+)\(((?:x86|ppc|s390|sparc|mips|aarch|armv?\d?[a-z]*|ia)-(?:31|32|64))\)$/;

function offersOf(universe: Universe, wanted: readonly SimpleDependency[]): ReadonlyMap<string, readonly Offer[]> {
  const demands = Map.groupBy(wanted, ({ name }) => name);
  const offers = new Map<string, Offer[]>();
  const note = (name: string, offer: Offer): void => void (offers.get(name) ?? offers.set(name, []).get(name))?.push(offer);
  for (const binary of [...universe.reference, ...universe.foreign.flatMap(({ binaries }) => binaries)]) {
    for (const provide of binary.provides) {
      for (const demand of demands.get(provide.name) ?? []) note(provide.name, { binary, offers: formatProvide(provide), fits: rangesOverlap(provide, demand) });
    }
    for (const file of binary.files) if (demands.has(file)) note(file, { binary, offers: file, fits: true });
  }
  return offers;
}

/**
 * How Enterprise Linux and Fedora name the source of a capability, where one can tell at all: `perl(A::B)` comes from perl-A-B,
 * `python3dist(x)` from python-x, `rubygem(x)` from rubygem-x, `pkgconfig(x)` and `x-devel` from x. Null: one cannot tell.
 */
export function guessSource(capability: string): string | null {
  const spelled = /^([a-z0-9.]+)\(([^()]{1,100})\)$/.exec(capability);
  if (spelled !== null) {
    const [, kind = '', inner = ''] = spelled;
    switch (kind.replace(/[0-9.]+/, '')) {
      case 'perl':
        return `perl-${inner.replaceAll('::', '-')}`;
      case 'pythondist':
        return `python-${inner}`;
      case 'rubygem':
      case 'mvn':
      case 'nodejs':
      case 'npm':
        return kind === 'mvn' ? null : `${kind === 'npm' ? 'nodejs' : kind}-${inner}`;
      case 'pkgconfig':
        return inner;
      default:
        return null;
    }
  }
  if (capability.startsWith('/') || capability.includes('.so')) return null;
  return capability.replace(/(?:-libs)?-(?:devel|static|headers)$|(?<=[a-z]{6})lib-devel$/, '');
}
