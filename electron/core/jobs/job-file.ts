import { ProblemError } from '#shared/vocabulary/problem.ts';
import type { BuildJob, InputFile, Macro } from './types.ts';

/** One line of a `job` file: a key and what follows it. */
export interface JobLine {
  readonly key: string;
  readonly value: string;
}

const MACRO_NAME = /^[A-Za-z_][A-Za-z0-9_]*(\([^()\n]*\))?$/;
const CONDITION = /^[A-Za-z0-9_][A-Za-z0-9_.+-]*$/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const FILE_NAME = /^[A-Za-z0-9_+~^,@=%-][A-Za-z0-9._+~^,@=%-]{0,99}$/;
const DIGEST = /^[0-9a-f]{64}$/;
const REPOSITORY_ID = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** The `job` file of a build. Throws `bad-input` where a value cannot be said in it. */
export function jobFileOf(job: BuildJob): string {
  return render([
    { key: 'driver', value: 'rpmbuild' },
    { key: 'source', value: job.source },
    { key: 'spec', value: specNamed(job.specName) },
    { key: 'timeout', value: String(Math.max(1, Math.round(job.timeoutSeconds))) },
    ...(job.noCheck ? [{ key: 'nocheck', value: 'yes' }] : []),
    ...(job.until === null ? [] : [{ key: 'until', value: job.until }]),
    ...flagLines(job.macros, job.withConditions, job.withoutConditions),
    ...Object.entries(job.environment).map(([name, value]) => ({ key: 'environment', value: `${matching(name, VARIABLE, 'a variable of the environment')}=${value}` })),
    ...job.sources.map((file) => ({ key: 'input', value: `${digestOf(file)} SOURCES/${fileNamed(file.name)}` })),
    ...job.patches.map((file) => ({ key: 'patch', value: `${digestOf(file)} ${stripOf(file.strip)} ${fileNamed(file.name)}` })),
    ...job.install.map((file) => ({ key: 'install', value: `${digestOf(file)} ${fileNamed(file.name)}` })),
    ...job.repositories.map(({ id, url }) => ({ key: 'repository', value: `${matching(id, REPOSITORY_ID, "a repository's id")} ${repositoryUrl(url)}` })),
  ]);
}

/** The lines of a `job` file, as the builder's `read -r key value` sees them. */
export function parseJobFile(text: string): JobLine[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const space = line.search(/[ \t]/);
      return space < 0 ? { key: line, value: '' } : { key: line.slice(0, space), value: line.slice(space).trim() };
    });
}

/** A spec's file name, checked. */
export function specNamed(name: string): string {
  if (!name.endsWith('.spec')) throw new ProblemError('bad-input', `${JSON.stringify(name)} is not the name of a spec file.`);
  return fileNamed(name);
}

/** Whether a file's name is one that a builder takes. */
export function isFileNamed(name: string): boolean {
  return FILE_NAME.test(name);
}

/** A file's name as a builder may have it, checked: letters, digits and `._+~^,@=%-`, at most 100. */
export function fileNamed(name: string): string {
  return matching(name, FILE_NAME, 'a file name that a builder takes');
}

/** What `--define` takes: a name, and a body that is not empty, for rpm takes none. Throws `bad-input` where the name is none. */
export function defineOf({ name, value }: Macro): string {
  return `${matching(name, MACRO_NAME, 'the name of a macro')} ${value === '' ? '%{nil}' : value}`;
}

function flagLines(macros: readonly Macro[], withs: readonly string[], withouts: readonly string[]): JobLine[] {
  return [
    ...macros.map((macro) => ({ key: 'define', value: defineOf(macro) })),
    ...withs.map((name) => ({ key: 'with', value: matching(name, CONDITION, 'a build condition') })),
    ...withouts.map((name) => ({ key: 'without', value: matching(name, CONDITION, 'a build condition') })),
  ];
}

function render(lines: readonly JobLine[]): string {
  return lines
    .map(({ key, value }) => {
      if (/[\0\r\n]/.test(value)) throw new ProblemError('bad-input', `The value of ${key} holds a line break, which a job cannot carry: ${JSON.stringify(value.slice(0, 80))}`);
      return `${key} ${value}\n`;
    })
    .join('');
}

function matching(text: string, pattern: RegExp, what: string): string {
  if (!pattern.test(text)) throw new ProblemError('bad-input', `${JSON.stringify(text.slice(0, 80))} is not ${what}.`);
  return text;
}

function digestOf(file: InputFile): string {
  return matching(file.sha256, DIGEST, 'a SHA-256 digest');
}

function stripOf(strip: number): string {
  return matching(String(strip), /^\d$/, 'a strip level of a patch (0 to 9)');
}

function repositoryUrl(url: string): string {
  return matching(url, /^(https?:\/\/|file:\/\/\/)[^\s]+$/, 'the address of a repository');
}
