import { parseDependency } from '#shared/rpm/parse-dependency.ts';
import type { Dependency, Provide } from '#shared/rpm/dependency.ts';
import type { BinaryPackage, SourcePackage } from '#shared/rpm/package.ts';
import type { Universe } from '../types.ts';

/** A dependency from its text; throws on bad text. */
export function dependency(text: string): Dependency {
  const parsed = parseDependency(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

function provide(text: string): Provide {
  const parsed = dependency(text);
  if (parsed.kind !== 'simple') throw new Error(`${text} is no capability.`);
  return parsed;
}

/** What may be said of a binary beyond its name. */
export interface BinaryWords {
  readonly from?: string;
  readonly version?: string;
  readonly arch?: string;
  readonly provides?: readonly string[];
  readonly requires?: readonly string[];
  readonly conflicts?: readonly string[];
  readonly obsoletes?: readonly string[];
  readonly files?: readonly string[];
}

/** A binary package `name-version-1.arch`, built by the source `from` (its own name where left out). It provides its name. */
export function binary(name: string, words: BinaryWords = {}): BinaryPackage {
  const { from = name, version = '1', arch = 'x86_64', provides = [], requires = [], conflicts = [], obsoletes = [], files = [] } = words;
  return {
    name,
    evr: { epoch: 0, version, release: '1' },
    arch,
    sourceRpm: `${from}-${version}-1.src.rpm`,
    provides: [`${name} = ${version}-1`, ...provides].map(provide),
    requires: requires.map(dependency),
    conflicts: conflicts.map(dependency),
    obsoletes: obsoletes.map(dependency),
    recommends: [],
    files,
  };
}

/** A source package with its BuildRequires. */
export function source(name: string, buildRequires: readonly string[] = [], version = '1', buildConflicts: readonly string[] = []): SourcePackage {
  return {
    name,
    evr: { epoch: 0, version, release: '1' },
    summary: `The ${name} package`,
    buildRequires: buildRequires.map(dependency),
    buildConflicts: buildConflicts.map(dependency),
    exclusiveArch: [],
    excludeArch: [],
  };
}

/** A universe for x86_64 and noarch; where no reference is given each source builds one binary of its name. */
export function universe(sources: readonly SourcePackage[], parts: Partial<Universe> = {}): Universe {
  return {
    sources,
    reference: sources.map(({ name }) => binary(name)),
    foreign: [],
    buildGroup: [],
    architectures: ['x86_64', 'noarch'],
    ...parts,
  };
}
