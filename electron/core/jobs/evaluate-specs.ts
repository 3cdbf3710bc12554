import { ProblemError } from '#shared/vocabulary/problem.ts';
import type { BuilderLine } from '../builders/builder-link.ts';
import { callVerb } from './call.ts';
import { fileNamed, specNamed } from './job-file.ts';
import { afterHeader, count } from './reply.ts';
import { queryArguments, type Circumstances, type SpecQuery } from './spec-arguments.ts';
import { writeTar, type TarFile } from './tar.ts';

export interface SpecFile {
  /** `zlib.spec` */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A spec, with a folder of small files of its own (a dist-git tree's SOURCES); left out: it shares the request's. */
export interface SpecToEvaluate extends SpecFile {
  readonly sources?: readonly SpecFile[] | undefined;
}

export interface SpecsRequest extends Circumstances {
  /** Each has another name. */
  readonly specs: readonly SpecToEvaluate[];
  /** Small files that specs include (`%{load:%{SOURCE1}}`), laid into SOURCES. */
  readonly sources: readonly SpecFile[];
  readonly queries: readonly SpecQuery[];
  readonly signal?: AbortSignal | undefined;
}

/** What rpmspec said to one query of one spec, unparsed. `exitCode` 124: it took longer than a minute. */
export interface SpecAnswer {
  readonly spec: string;
  /** Index into the request's queries. */
  readonly query: number;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const MAX_OUTPUT = 256 * 1024 * 1024;

/** Asks rpmspec on a builder, in a disposable root without privileges and network: a spec is a program of strangers. */
export async function evaluateSpecs(line: BuilderLine, request: SpecsRequest): Promise<SpecAnswer[]> {
  const archive = writeTar([
    // It has nothing to say, but what is sent to a builder is whole where there is one.
    { name: 'job', bytes: Buffer.alloc(0) },
    ...request.queries.map((query, index) => ({ name: `QUERIES/${index}`, bytes: Buffer.from(`${queryArguments(query, request).join('\n')}\n`) })),
    ...request.specs.map(({ name, bytes }) => ({ name: `SPECS/${specNamed(name)}`, bytes })),
    ...request.sources.map(({ name, bytes }) => ({ name: `SOURCES/${fileNamed(name)}`, bytes })),
    ...request.specs.flatMap((spec) => (spec.sources === undefined ? [] : treeOf(spec.name, spec.sources))),
  ]);
  const stdout = await callVerb(line, 'specs', [], { stdin: () => archive, signal: request.signal, maxOutput: MAX_OUTPUT });
  const answers = parseAnswers(afterHeader(stdout) ?? Buffer.alloc(0));
  const expected = request.specs.length * request.queries.length;
  if (answers.length !== expected) {
    throw new ProblemError('internal', `The builder ${line.name} answered ${answers.length} of ${expected} questions about specs.`);
  }
  return answers;
}

/** A tree without small files has a folder all the same: what its spec reads there is absent, not another tree's. */
function treeOf(spec: string, sources: readonly SpecFile[]): TarFile[] {
  const none = { name: `TREES/${spec}/.portolan`, bytes: Buffer.alloc(0) };
  return [none, ...sources.map(({ name, bytes }) => ({ name: `TREES/${spec}/${fileNamed(name)}`, bytes }))];
}

function parseAnswers(bytes: Buffer): SpecAnswer[] {
  const answers: SpecAnswer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0x0a, at);
    const [word, spec = '', query, exitCode, out, err] = bytes.toString('utf8', at, Math.max(at, end)).split(' ');
    if (word !== 'spec' || end < 0) throw new ProblemError('internal', 'A builder answered about specs in a way that makes no sense.');
    const errAt = end + 1 + count(out);
    at = errAt + count(err);
    answers.push({
      spec,
      query: count(query),
      exitCode: count(exitCode),
      stdout: bytes.toString('utf8', end + 1, errAt),
      stderr: bytes.toString('utf8', errAt, at),
    });
  }
  return answers;
}

/** What a root without an rpm database provides: the foreign base of such a builder, one capability a string. Empty on an rpm root. */
export async function rootProvides(line: BuilderLine, signal?: AbortSignal): Promise<string[]> {
  const stdout = await callVerb(line, 'root', [], { signal });
  const text = (afterHeader(stdout) ?? Buffer.alloc(0)).toString('utf8');
  return text
    .split('\n')
    .filter((row) => row.startsWith('provide '))
    .map((row) => row.slice('provide '.length));
}
