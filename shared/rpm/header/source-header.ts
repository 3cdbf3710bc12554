import { parseSourceName } from '../../vocabulary/ids.ts';
import { problem, type Problem } from '../../vocabulary/problem.ts';
import { err, ok, type Result } from '../../vocabulary/result.ts';
import type { Dependency } from '../dependency.ts';
import { parseEvr } from '../evr.ts';
import { flaggedDependency } from '../flagged-dependency.ts';
import type { SourcePackage } from '../package.ts';
import type { RpmHeader } from './rpm-header.ts';

/** Numbers of tags (rpm's rpmtag.h). */
const NAME = 1000;
const VERSION = 1001;
const RELEASE = 1002;
const EPOCH = 1003;
const SUMMARY = 1004;
const SOURCERPM = 1044;
/** Names, versions and flags of the requirements, and of the Conflicts: those of a source package are its BuildConflicts. */
const REQUIRE = { flags: 1048, name: 1049, version: 1050, words: 'requirements' } as const;
const CONFLICT = { flags: 1053, name: 1054, version: 1055, words: 'Conflicts' } as const;
const EXCLUDEARCH = 1059;
const EXCLUSIVEARCH = 1061;

/**
 * The source package that an SRPM's header describes. Its BuildRequires are true for where the SRPM was made; those on rpm's own features are left out. A `bad-input` for a
 * binary package, and for a header without what every package has.
 */
export function sourceOfHeader(header: RpmHeader, where: string): Result<SourcePackage, Problem> {
  const text = (tag: number): string => header.strings(tag)[0] ?? '';
  if (header.strings(SOURCERPM).length > 0) return wrong(where, 'it is a binary package');
  const name = parseSourceName(text(NAME));
  if (!name.ok) return wrong(where, name.error.message);
  const evr = parseEvr(`${header.integers(EPOCH)[0] ?? 0}:${text(VERSION)}-${text(RELEASE)}`);
  if (!evr.ok || evr.value.release === null) return wrong(where, 'it has no version and release that can be one');
  const buildRequires = dependenciesOf(header, REQUIRE, where);
  if (!buildRequires.ok) return buildRequires;
  const buildConflicts = dependenciesOf(header, CONFLICT, where);
  if (!buildConflicts.ok) return buildConflicts;
  return ok({
    name: name.value,
    evr: evr.value,
    summary: text(SUMMARY),
    buildRequires: buildRequires.value,
    buildConflicts: buildConflicts.value,
    exclusiveArch: [...header.strings(EXCLUSIVEARCH)],
    excludeArch: [...header.strings(EXCLUDEARCH)],
  });
}

function dependenciesOf(header: RpmHeader, tags: typeof REQUIRE | typeof CONFLICT, where: string): Result<Dependency[], Problem> {
  const names = header.strings(tags.name);
  const versions = header.strings(tags.version);
  const flags = header.integers(tags.flags);
  if (names.length !== versions.length || names.length !== flags.length) return wrong(where, `it has ${names.length} names of ${tags.words}, ${versions.length} versions and ${flags.length} flags`);
  const list: Dependency[] = [];
  for (const [index, name] of names.entries()) {
    const dependency = flaggedDependency(name, flags[index] ?? 0, versions[index] ?? '');
    if (!dependency.ok) return wrong(where, dependency.error.message);
    if (dependency.value !== null) list.push(dependency.value);
  }
  return ok(list);
}

function wrong(where: string, why: string): Result<never, Problem> {
  return err(problem('bad-input', `${where} is not read as a source package: ${why.replace(/\.$/, '')}.`));
}
