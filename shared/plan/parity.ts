import { formatDependency, formatProvide } from '../rpm/dependency.ts';
import { formatNevra } from '../rpm/nevra.ts';
import type { BinaryPackage } from '../rpm/package.ts';

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
  const facts = (binaries: readonly BinaryPackage[]): Set<string> =>
    new Set(
      binaries.flatMap((binary) => [
        formatNevra(binary),
        ...binary.provides.map((each) => `${binary.name} provides ${formatProvide(each)}`),
        ...binary.requires.map((each) => `${binary.name} requires ${formatDependency(each)}`),
        ...binary.files.map((file) => `${binary.name} has ${file}`),
      ]),
    );
  const [old, fresh] = [facts(before), facts(after)];
  return [...[...old].filter((fact) => !fresh.has(fact)).map((fact) => `− ${fact}`), ...[...fresh].filter((fact) => !old.has(fact)).map((fact) => `+ ${fact}`)];
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
