import { formatDependency } from '#shared/rpm/dependency.ts';
import { compareEvr, formatEvr } from '#shared/rpm/evr.ts';
import { formatNevra, sourceNameOf } from '#shared/rpm/nevra.ts';
import type { BinaryPackage, SourcePackage } from '#shared/rpm/package.ts';
import { refuserOf } from './build-conflicts.ts';
import { byText } from './by-text.ts';
import { namePatterns } from './name-pattern.ts';
import { DEFAULT_PRIORITY, type PlannedBinary, type PlannedSource, type Universe } from './types.ts';

/** The universe with its numbers given out: sources sorted by name, one of each name; binaries the reference's first. */
export interface Catalogue {
  readonly sources: readonly SourcePackage[];
  /** All of a source but its requirements. */
  readonly described: readonly Omit<PlannedSource, 'requirements'>[];
  readonly packages: readonly BinaryPackage[];
  readonly binaries: readonly PlannedBinary[];
  /** By source: the binary that stands for its BuildConflicts, behind all others; -1 where it has none. */
  readonly refusers: readonly number[];
  /** 1 for each binary that may be installed: its architecture is wanted, nothing filters it, and where it is the port's, so is its source. */
  readonly usable: Uint8Array;
  /** 1 for each binary that an `exclude` or `ignore` keeps out. */
  readonly filtered: Uint8Array;
  /** By binary: the priority of its repository, the lower first. */
  readonly priorities: Int32Array;
  /** By binary: its place in `Universe.prefer`; the list's length for those that are not in it. */
  readonly favours: Int32Array;
  /** By binary: the source that builds it; -1 where it is foreign, or the port has no such source. */
  readonly owners: Int32Array;
  /** 1 for each binary of a foreign base. */
  readonly foreign: Uint8Array;
}

/** Of several sources of one name (a newer build in an update repository) the highest EVR is the port's. */
export function catalogue(universe: Universe): Catalogue {
  const newest = new Map<string, SourcePackage>();
  for (const source of universe.sources) {
    const known = newest.get(source.name);
    if (known === undefined || compareEvr(source.evr, known.evr) > 0) newest.set(source.name, source);
  }
  const sources = [...newest.values()].sort((a, b) => byText(a.name, b.name));
  const numbers = new Map<string, number>(sources.map(({ name }, number) => [name, number]));
  const numberOf = sourceNumbers(numbers);

  const packages: BinaryPackage[] = [];
  const binaries: PlannedBinary[] = [];
  const usable: number[] = [];
  const filtered: number[] = [];
  const priorities: number[] = [];
  const favours: number[] = [];
  const { prefer = [] } = universe;
  const favourOf = namePatterns(prefer);
  const ignored = namePatterns(universe.ignore ?? []);
  const add = (binary: BinaryPackage, source: number, { base, architectures, priority, excluded }: Origin): void => {
    const nevra = formatNevra(binary);
    packages.push(binary);
    binaries.push({ name: binary.name, nevra, arch: binary.arch, source, base });
    const wanted = architectures.length === 0 || architectures.includes(binary.arch);
    const isFiltered = excluded(binary.name, nevra) >= 0 || ignored(binary.name, nevra) >= 0;
    usable.push(wanted && !isFiltered && (source >= 0 || base >= 0) ? 1 : 0);
    filtered.push(isFiltered ? 1 : 0);
    priorities.push(priority);
    const favour = favourOf(binary.name, nevra);
    favours.push(favour < 0 ? prefer.length : favour);
  };
  const parts = [...(universe.referenceParts ?? []), { count: Infinity, priority: DEFAULT_PRIORITY, exclude: [] }];
  let next = 0;
  for (const { count, priority, exclude } of parts) {
    const origin = { base: -1, architectures: universe.architectures, priority, excluded: namePatterns(exclude) };
    for (const binary of universe.reference.slice(next, next + count)) add(binary, numberOf(binary.sourceRpm), origin);
    next += count;
  }
  universe.foreign.forEach(({ binaries: list, architectures, priority = DEFAULT_PRIORITY, exclude = [] }, base) => {
    const origin = { base, architectures, priority, excluded: namePatterns(exclude) };
    for (const binary of list) add(binary, -1, origin);
  });
  const refusers = sources.map((source) => {
    if (source.buildConflicts.length === 0) return -1;
    const { stands, planned } = refuserOf(source);
    packages.push(stands);
    binaries.push(planned);
    usable.push(1);
    filtered.push(0);
    priorities.push(DEFAULT_PRIORITY);
    favours.push(prefer.length);
    return packages.length - 1;
  });
  return {
    sources,
    refusers,
    described: describe(sources, binaries),
    packages,
    binaries,
    usable: Uint8Array.from(usable),
    filtered: Uint8Array.from(filtered),
    priorities: Int32Array.from(priorities),
    favours: Int32Array.from(favours),
    owners: Int32Array.from(binaries, ({ source }) => source),
    foreign: Uint8Array.from(binaries, ({ base }) => (base >= 0 ? 1 : 0)),
  };
}

/** What is the same for all binaries of a repository. */
interface Origin {
  readonly base: number;
  readonly architectures: readonly string[];
  readonly priority: number;
  readonly excluded: (name: string, nevra: string) => number;
}

/** Many binaries come from one SRPM: its file name is taken apart once. */
function sourceNumbers(numbers: ReadonlyMap<string, number>): (sourceRpm: string) => number {
  const known = new Map<string, number>();
  return (sourceRpm) => {
    let number = known.get(sourceRpm);
    if (number === undefined) {
      const name = sourceNameOf(sourceRpm);
      number = name === null ? -1 : (numbers.get(name) ?? -1);
      known.set(sourceRpm, number);
    }
    return number;
  };
}

function describe(sources: readonly SourcePackage[], binaries: readonly PlannedBinary[]): Omit<PlannedSource, 'requirements'>[] {
  const built = sources.map((): PlannedBinary[] => []);
  for (const binary of binaries) built[binary.source]?.push(binary);
  return sources.map(({ name, evr, summary, buildConflicts, exclusiveArch, excludeArch }, number) => {
    const own = built[number] ?? [];
    const arches = [...new Set(own.map(({ arch }) => arch))].sort(byText);
    return {
      name,
      evr: formatEvr(evr),
      summary,
      arches,
      buildConflicts: buildConflicts.map(formatDependency),
      exclusiveArch,
      excludeArch,
      binaries: own.map(({ nevra }) => nevra).sort(byText),
      noarchOnly: arches.length === 1 && arches[0] === 'noarch',
    };
  });
}
