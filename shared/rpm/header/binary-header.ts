import { problem, type Problem } from '../../vocabulary/problem.ts';
import { err, ok, type Result } from '../../vocabulary/result.ts';
import { formatDependency, type Dependency, type SimpleDependency } from '../dependency.ts';
import { parseEvr } from '../evr.ts';
import { flaggedDependency } from '../flagged-dependency.ts';
import type { BinaryPackage } from '../package.ts';
import type { RpmHeader } from './rpm-header.ts';

/** rpm's include/rpm/rpmtag.h */
const TAGS = { name: 1000, version: 1001, release: 1002, epoch: 1003, arch: 1022, sourceRpm: 1044, dirIndexes: 1116, baseNames: 1117, dirNames: 1118 } as const;
/** Of the signature header (rpm's lib/rpmtag.h, RPMSIGTAG_SHA256 and RPMSIGTAG_MD5). */
const [SHA256, MD5] = [273, 1004] as const;
/** Names, flags and versions of each list. */
const LISTS = {
  provides: [1047, 1112, 1113],
  requires: [1049, 1048, 1050],
  conflicts: [1054, 1053, 1055],
  obsoletes: [1090, 1114, 1115],
  recommends: [5046, 5048, 5047],
} as const;

/**
 * A binary package as its own header describes it, with every file that it owns. What a dependency's text does not say
 * by rpm's grammar is passed over. A header without a name or version is a `bad-input` problem.
 */
export function packageOfHeader(header: RpmHeader): Result<BinaryPackage, Problem> {
  const text = (tag: number): string => header.strings(tag)[0] ?? '';
  const name = text(TAGS.name);
  const version = parseEvr(`${header.integers(TAGS.epoch)[0] ?? 0}:${text(TAGS.version)}-${text(TAGS.release)}`);
  if (name === '' || !version.ok) return err(problem('bad-input', 'This RPM file has no name or version.'));
  return ok({
    name,
    evr: version.value,
    arch: text(TAGS.arch),
    sourceRpm: text(TAGS.sourceRpm),
    provides: listOf(header, 'provides').filter((each): each is SimpleDependency => each.kind === 'simple'),
    requires: listOf(header, 'requires'),
    conflicts: listOf(header, 'conflicts'),
    obsoletes: listOf(header, 'obsoletes'),
    recommends: listOf(header, 'recommends'),
    files: filesOf(header),
  });
}

/** The package's identity beside its NEVRA, as buildroots are recorded: SHA256HEADER, else SIGMD5, in hex; empty where there is neither. */
export function digestOfHeader(signature: RpmHeader): string {
  return signature.strings(SHA256)[0] ?? signature.integers(MD5).map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function filesOf(header: RpmHeader): string[] {
  const folders = header.strings(TAGS.dirNames);
  const indexes = header.integers(TAGS.dirIndexes);
  return header.strings(TAGS.baseNames).map((base, file) => `${folders[indexes[file] ?? -1] ?? ''}${base}`);
}

function listOf(header: RpmHeader, list: keyof typeof LISTS): Dependency[] {
  const [names, flags, versions] = [header.strings(LISTS[list][0]), header.integers(LISTS[list][1]), header.strings(LISTS[list][2])];
  const seen = new Set<string>();
  return names.flatMap((name, index): Dependency[] => {
    const read = flaggedDependency(name, flags[index] ?? 0, versions[index] ?? '');
    if (!read.ok || read.value === null) return [];
    // A capability is listed once for each scriptlet that needs it.
    const text = formatDependency(read.value);
    if (seen.has(text)) return [];
    seen.add(text);
    return [read.value];
  });
}
