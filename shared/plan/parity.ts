import { formatDependency, formatProvide } from '../rpm/dependency.ts';
import { formatNevra } from '../rpm/nevra.ts';
import type { BinaryPackage } from '../rpm/package.ts';
import { atOnce, type Pieces } from './pieces.ts';

/** What the reference has of a source that the port's own build of it lacks; all sorted. */
export interface SourceParity {
  readonly source: string;
  /** Names of binary packages. */
  readonly missingPackages: readonly string[];
  readonly extraPackages: readonly string[];
  /** Of packages that both have: `libz.so.1`. */
  readonly missingSonames: readonly string[];
  /** Of packages that both have: names of other capabilities, without the architecture that some carry. */
  readonly missingProvides: readonly string[];
  /** Of packages that both have: paths. */
  readonly missingFiles: readonly string[];
}

/** `zlib(x86-64)`, `zlib(s390-64)`: rpm's `%{?_isa}`. */
const ISA = /\((?:x86-(?:32|64)|s390-(?:32|64)|aarch-64|ppc-64|arm-32|riscv-64)\)$/;
/** `libz.so.1()(64bit)`, `libz.so.1(ZLIB_1.2.9)(64bit)`: rpm's tools/elfdeps.c. */
const SONAME = /^([^\s()]+\.so(?:\.[^\s()]*)?)\([^()]*\)(?:\(64bit\))?$/;
/** The program loader has another name on each architecture. */
const LOADER = /^ld(?:-linux|64|-)[^/]*\.so/;
/** Neither is part of the distribution proper, and passes may leave them out. */
const DEBUG = /-debug(?:info|source)$/;

/** Compares what one source built here with what it is on another architecture. Versions of capabilities are not compared: the same source makes the same. */
export function parityOf(source: string, own: readonly BinaryPackage[], reference: readonly BinaryPackage[]): SourceParity {
  const mine = byName(own);
  const theirs = byName(reference);
  const both = [...theirs.keys()].filter((name) => mine.has(name));
  const lacks = (of: (binary: BinaryPackage) => readonly string[]): string[] => {
    const missing = both.flatMap((name) => {
      const here = new Set((mine.get(name) ?? []).flatMap(of));
      return (theirs.get(name) ?? []).flatMap(of).filter((each) => !here.has(each));
    });
    return [...new Set(missing)].sort();
  };
  return {
    source,
    missingPackages: [...theirs.keys()].filter((name) => !mine.has(name)).sort(),
    extraPackages: [...mine.keys()].filter((name) => !theirs.has(name)).sort(),
    missingSonames: lacks((binary) => binary.provides.flatMap(({ name }) => sonameOf(name))),
    missingProvides: lacks((binary) => binary.provides.flatMap(({ name }) => (SONAME.test(name) ? [] : [name.replace(ISA, '')]))),
    missingFiles: lacks(({ files }) => files),
  };
}

export function isAtPar({ missingPackages, extraPackages, missingSonames, missingProvides, missingFiles }: SourceParity): boolean {
  return [missingPackages, extraPackages, missingSonames, missingProvides, missingFiles].every(({ length }) => length === 0);
}

/**
 * In what two builds of one source differ in substance: packages, what they offer, require and own. Empty where they differ in
 * nothing but when and where they were built.
 */
export function differences(before: readonly BinaryPackage[], after: readonly BinaryPackage[]): readonly string[] {
  return atOnce(differencesInPieces(before, after));
}

/** So many facts are looked at before others may go on. */
const PIECE = 1000;

/** The same in pieces: some sources have a hundred thousand files. */
export function* differencesInPieces(before: Iterable<BinaryPackage>, after: Iterable<BinaryPackage>): Pieces<readonly string[]> {
  const old = yield* factsOf(before);
  const fresh = yield* factsOf(after);
  return [...(yield* lacking(old, fresh, '−')), ...(yield* lacking(fresh, old, '+'))];
}

function* factsOf(binaries: Iterable<BinaryPackage>): Pieces<ReadonlySet<string>> {
  const facts = new Set<string>();
  let looked = 0;
  for (const binary of binaries) {
    yield;
    facts.add(formatNevra(binary));
    for (const each of binary.provides) facts.add(`${binary.name} provides ${formatProvide(each)}`);
    for (const each of binary.requires) facts.add(`${binary.name} requires ${formatDependency(each)}`);
    for (const file of binary.files) {
      if (++looked % PIECE === 0) yield;
      facts.add(`${binary.name} has ${file}`);
    }
  }
  return facts;
}

function* lacking(facts: ReadonlySet<string>, others: ReadonlySet<string>, sign: string): Pieces<readonly string[]> {
  const found: string[] = [];
  let looked = 0;
  for (const fact of facts) {
    if (++looked % PIECE === 0) yield;
    if (!others.has(fact)) found.push(`${sign} ${fact}`);
  }
  return found;
}

function byName(binaries: readonly BinaryPackage[]): Map<string, BinaryPackage[]> {
  return Map.groupBy(
    binaries.filter(({ name }) => !DEBUG.test(name)),
    ({ name }) => name,
  );
}

function sonameOf(capability: string): readonly string[] {
  const [, soname] = SONAME.exec(capability) ?? [];
  return soname === undefined || LOADER.test(soname) ? [] : [soname];
}
