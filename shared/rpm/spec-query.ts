import { problem, ProblemError, type Problem } from '../vocabulary/problem.ts';
import { err, ok, type Result } from '../vocabulary/result.ts';
import type { Dependency, Provide } from './dependency.ts';
import { parseEvr, type Evr } from './evr.ts';
import { flaggedDependency } from './flagged-dependency.ts';
import type { BinaryPackage, SourcePackage } from './package.ts';

/** Separators that no field of a package can hold: between packages, fields, items of a list, parts of an item (ASCII 28 to 31). */
const RECORD = '\x1c';
const FIELD = '\x1d';
const ITEM = '\x1e';
const PART = '\x1f';

const HEAD = ['%{NAME}', '%{EPOCHNUM}', '%{VERSION}', '%{RELEASE}', '%{ARCH}'];

function dependencies(tag: string): string {
  return `[%{${tag}NAME}${PART}%{${tag}FLAGS}${PART}%{${tag}VERSION}${ITEM}]`;
}

function texts(tag: string): string {
  return `[%{${tag}}${ITEM}]`;
}

/**
 * The query format for `rpmspec -q --srpm --queryformat FORMAT x.spec`, one argument, control characters included. Uses tags and the plain
 * numeric flags that every rpm since 4.11 has.
 */
export const SOURCE_QUERY_FORMAT = `${[...HEAD, '%{SUMMARY}', dependencies('REQUIRE'), texts('EXCLUSIVEARCH'), texts('EXCLUDEARCH'), texts('SOURCE'), texts('PATCH'), dependencies('CONFLICT'), texts('BUILDARCHS')].join(FIELD)}${RECORD}`;

/** The query format for `rpmspec -q --builtrpms --queryformat FORMAT x.spec`: the binary packages that the spec would build. */
export const BINARY_QUERY_FORMAT = `${[...HEAD, ...['PROVIDE', 'REQUIRE', 'CONFLICT', 'OBSOLETE', 'RECOMMEND'].map(dependencies)].join(FIELD)}${RECORD}`;

/** How much of a builder's answer is looked at, in characters. */
export const SPEC_QUERY_LENGTH_MAX = 16 * 1024 * 1024;

/** What a spec says about itself, evaluated on one builder under its macros. */
export interface SpecSource extends SourcePackage {
  /** Sources and patches by their base names, as the header has them (without URLs). */
  readonly sources: readonly string[];
  readonly patches: readonly string[];
  /** Empty unless the spec has a BuildArch; `noarch` is the usual one. */
  readonly buildArchs: readonly string[];
  /** The architecture that it was evaluated for. */
  readonly arch: string;
}

export interface SpecResult {
  readonly source: SpecSource;
  /** Without what rpmbuild adds from the files (sonames, interpreters); `files` is always empty. */
  readonly binaries: readonly BinaryPackage[];
}

/**
 * Reads the two answers of rpmspec to {@link SOURCE_QUERY_FORMAT} and {@link BINARY_QUERY_FORMAT}; `spec` is what errors call the spec file.
 * An answer in another form is a `bad-input`: rpm was another one, or something else wrote on its output.
 */
export function parseSpecQuery(spec: string, sourceAnswer: string, binaryAnswer: string): Result<SpecResult, Problem> {
  try {
    const records = recordsOf(spec, sourceAnswer, 13);
    const first = records[0];
    if (first === undefined || records.length !== 1) throw broken(spec, `${records.length} source packages instead of one`);
    const source = sourceOf(spec, first);
    const sourceRpm = `${source.name}-${source.evr.version}-${source.evr.release ?? ''}.src.rpm`;
    const binaries = recordsOf(spec, binaryAnswer, 10).map((fields) => binaryOf(spec, fields, sourceRpm));
    return ok({ source, binaries });
  } catch (thrown) {
    if (thrown instanceof ProblemError) return err(thrown.problem);
    throw thrown;
  }
}

/** The name of the package in an answer to {@link SOURCE_QUERY_FORMAT}, unchecked; empty where there is none. */
export function nameInAnswer(sourceAnswer: string): string {
  const end = sourceAnswer.indexOf(FIELD);
  return end < 0 ? '' : sourceAnswer.slice(0, end).trim();
}

function recordsOf(spec: string, answer: string, fields: number): string[][] {
  if (answer.length > SPEC_QUERY_LENGTH_MAX) return fail(problem('limit', `What rpmspec says about ${spec} is longer than ${SPEC_QUERY_LENGTH_MAX} characters.`));
  const records = answer.split(RECORD);
  if (records.pop()?.trim() !== '') throw broken(spec, 'it does not end where it should');
  return records.map((record) => {
    const parts = record.split(FIELD);
    if (parts.length !== fields) throw broken(spec, `${parts.length} fields instead of ${fields}`);
    return parts;
  });
}

function sourceOf(spec: string, fields: readonly string[]): SpecSource {
  return {
    name: nameOf(spec, fields[0]),
    evr: evrOf(spec, fields),
    arch: fields[4] ?? '',
    summary: fields[5] === '(none)' ? '' : (fields[5] ?? ''),
    buildRequires: dependenciesOf(spec, fields[6]),
    exclusiveArch: itemsOf(fields[7]),
    excludeArch: itemsOf(fields[8]),
    sources: itemsOf(fields[9]),
    patches: itemsOf(fields[10]),
    buildConflicts: dependenciesOf(spec, fields[11]),
    buildArchs: itemsOf(fields[12]),
  };
}

function binaryOf(spec: string, fields: readonly string[], sourceRpm: string): BinaryPackage {
  return {
    name: nameOf(spec, fields[0]),
    evr: evrOf(spec, fields),
    arch: fields[4] ?? '',
    sourceRpm,
    provides: dependenciesOf(spec, fields[5]).map((dependency): Provide => {
      if (dependency.kind !== 'simple') throw broken(spec, 'it provides something that cannot be provided');
      return dependency;
    }),
    requires: dependenciesOf(spec, fields[6]),
    conflicts: dependenciesOf(spec, fields[7]),
    obsoletes: dependenciesOf(spec, fields[8]),
    recommends: dependenciesOf(spec, fields[9]),
    files: [],
  };
}

function nameOf(spec: string, text: string | undefined): string {
  const name = (text ?? '').replace(/^\n/, '');
  if (name === '' || /[\s/]/.test(name)) throw broken(spec, `${JSON.stringify(name.slice(0, 80))} is not the name of a package`);
  return name;
}

function evrOf(spec: string, fields: readonly string[]): Evr {
  const evr = parseEvr(`${fields[1] ?? ''}:${fields[2] ?? ''}-${fields[3] ?? ''}`);
  if (!evr.ok) throw broken(spec, evr.error.message);
  return evr.value;
}

function itemsOf(field: string | undefined): string[] {
  return (field ?? '').split(ITEM).filter((item) => item !== '' && item !== '(none)');
}

/** A requirement of one of rpm's own features is none between packages and is dropped. */
function dependenciesOf(spec: string, field: string | undefined): Dependency[] {
  const list: Dependency[] = [];
  for (const item of itemsOf(field)) {
    const [name = '', flagText = '', version = ''] = item.split(PART);
    if (!/^[0-9]{1,10}$/.test(flagText)) throw broken(spec, `a dependency has the flags ${JSON.stringify(flagText.slice(0, 40))}`);
    const dependency = flaggedDependency(name, Number(flagText), version);
    if (!dependency.ok) return fail(dependency.error);
    if (dependency.value !== null) list.push(dependency.value);
  }
  return list;
}

function fail({ code, message, detail }: Problem): never {
  throw new ProblemError(code, message, detail);
}

function broken(spec: string, why: string): ProblemError {
  return new ProblemError('bad-input', `What rpmspec says about ${spec} cannot be read: ${why}.`);
}
