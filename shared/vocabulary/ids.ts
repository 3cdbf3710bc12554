import type { Brand } from './brand.ts';
import { problem, type Problem } from './problem.ts';
import { err, ok, type Result } from './result.ts';

/** The name of a source package, as rpm writes it (`zlib`). Unique within a port. */
export type SourceName = Brand<string, 'SourceName'>;
/** One build of one source package; safe as a file name on a builder. */
export type AttemptId = Brand<string, 'AttemptId'>;
/** A builder's name as `portolan.yaml` gives it; safe as a file name. */
export type BuilderName = Brand<string, 'BuilderName'>;

const PACKAGE_NAME = /^[A-Za-z0-9_][A-Za-z0-9._+-]{0,254}$/;
const FILE_SAFE = /^[a-z0-9][a-z0-9-]{0,63}$/;

function named<Name extends string>(what: string, pattern: RegExp, text: string): Result<Brand<string, Name>, Problem> {
  return pattern.test(text)
    ? ok(text as Brand<string, Name>)
    : err(problem('bad-input', `${JSON.stringify(text.slice(0, 80))} is not ${what}.`));
}

/** rpm's own alphabet for names (build/parsePreamble.c: alphanumerics and `-._+`), at most 255 characters. */
export function parseSourceName(text: string): Result<SourceName, Problem> {
  return named<'SourceName'>('the name of a package', PACKAGE_NAME, text);
}

/** Lower case, digits and dashes, at most 64 characters. */
export function parseAttemptId(text: string): Result<AttemptId, Problem> {
  return named<'AttemptId'>("an attempt's id", FILE_SAFE, text);
}

/** Lower case, digits and dashes, at most 64 characters. */
export function parseBuilderName(text: string): Result<BuilderName, Problem> {
  return named<'BuilderName'>("a builder's name (lower case letters, digits and dashes)", FILE_SAFE, text);
}
