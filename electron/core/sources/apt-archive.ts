import { copyFile, lstat, mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ProblemError } from '#shared/vocabulary/problem.ts';

import { archiveRecords, carrierOf, sourceLines, sourceStanzas, type ArchiveRecord } from './apt-configuration.ts';
import { runProgram, type ProgramRun } from './run-program.ts';
import type { DebianSource, FetchOptions, SourceFile } from './source-file.ts';

/** Where apt looks, unless told otherwise. Another root is for tests. */
const APT_FOLDER = '/etc/apt';

/** Debian's source archive as this machine's own apt sources name it, seen through a configuration of ours in the cache folder. */
export interface AptArchive {
  /** Downloads the tarball that has one of the pins and returns its path; throws a ProblemError that says why it could not. */
  fetch(source: SourceFile, from: DebianSource, options: FetchOptions): Promise<string>;
}

/** `aptFolder` is where the machine's sources are read from. Nothing outside of `options.cacheFolder` is written. */
export function aptArchive(aptFolder: string = APT_FOLDER): AptArchive {
  let indexRefreshed = false;
  return {
    async fetch(source, from, options) {
      const configured = await configure(aptFolder, join(options.cacheFolder, 'apt'));
      let records = await recordsOf(from.name, configured, options.signal);
      let carrier = carrierOf(records, source.pins);
      if (carrier === undefined && !indexRefreshed) {
        options.onProgress?.({ file: source.file, step: 'archive-index' });
        await refreshIndex(configured, options.signal);
        indexRefreshed = true;
        records = await recordsOf(from.name, configured, options.signal);
        carrier = carrierOf(records, source.pins);
      }
      if (carrier === undefined) throw notCarried(source, from, records);
      const folder = join(options.cacheFolder, 'partial', `archive-${carrier.file.sha256}`);
      await mkdir(folder, { recursive: true });
      const { file } = carrier;
      const run = await apt('apt-get', [...configured, '-o', 'APT::Status-Fd=3', '-o', 'Acquire::Retries=2', 'source', '--download-only', '--tar-only', '--only-source', '--', `${from.name}=${carrier.version}`], {
        signal: options.signal,
        cwd: folder,
        onStatusLine: (line) => {
          const percent = /^dlstatus:\d+:([\d.]+):/.exec(line)?.[1];
          if (percent === undefined) return;
          options.onProgress?.({ file: source.file, step: 'archive', received: Math.round((file.bytes * Number(percent)) / 100), total: file.bytes });
        },
      });
      // The status is of all tarballs of the package; ours may have arrived although another did not.
      if (!(await readdir(folder)).includes(file.name)) {
        throw new ProblemError('unreachable', `${file.name} could not be had from Debian's source archive.`, complaints(run));
      }
      return own(join(folder, file.name));
    },
  };
}

/** apt leaves a link when the archive is a folder of this machine; what goes into the cache must be a file of our own. */
async function own(path: string): Promise<string> {
  if (!(await lstat(path)).isSymbolicLink()) return path;
  const copied = `${path}.copied`;
  await copyFile(path, copied);
  await rename(copied, path);
  return path;
}

/** Writes our copy of the machine's sources and returns the options that make apt use it and nothing else. */
async function configure(aptFolder: string, ours: string): Promise<readonly string[]> {
  const parts = join(ours, 'sources');
  await Promise.all([parts, join(ours, 'lists', 'partial'), join(ours, 'cache', 'archives', 'partial')].map((folder) => mkdir(folder, { recursive: true })));
  const inParts = (await readdir(join(aptFolder, 'sources.list.d')).catch(() => [])).sort().map((name) => join('sources.list.d', name));
  const texts = await Promise.all(
    ['sources.list', ...inParts].map(async (name) => ({ name, text: await readFile(join(aptFolder, name), 'utf8').catch(() => '') })),
  );
  const lines = texts.filter(({ name }) => name.endsWith('.list')).map(({ text }) => sourceLines(text));
  const stanzas = texts.filter(({ name }) => name.endsWith('.sources')).map(({ text }) => sourceStanzas(text));
  await writeFile(join(parts, 'portolan.list'), lines.join(''));
  await writeFile(join(parts, 'portolan.sources'), stanzas.join('\n'));
  return [
    ['Dir::Etc::sourcelist', '/dev/null'],
    ['Dir::Etc::sourceparts', parts],
    ['Dir::State::lists', join(ours, 'lists')],
    ['Dir::Cache', join(ours, 'cache')],
  ].flatMap(([key, value]) => ['-o', `${key ?? ''}=${value ?? ''}`]);
}

async function recordsOf(name: string, configured: readonly string[], signal: AbortSignal): Promise<readonly ArchiveRecord[]> {
  return archiveRecords((await apt('apt-cache', [...configured, 'showsrc', '--only-source', '--', name], { signal })).stdout);
}

/** A source of somebody else's that has no source packages makes apt fail as a whole, so what counts is what is there afterwards. */
async function refreshIndex(configured: readonly string[], signal: AbortSignal): Promise<void> {
  await apt('apt-get', [...configured, 'update'], { signal });
}

async function apt(program: string, args: readonly string[], options: Parameters<typeof runProgram>[2]): Promise<ProgramRun> {
  try {
    return await runProgram(program, args, options);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') {
      throw new ProblemError('unsupported', `This machine has no ${program}, so Debian's source archive cannot be asked.`);
    }
    throw thrown;
  }
}

function notCarried(source: SourceFile, from: DebianSource, records: readonly ArchiveRecord[]): ProblemError {
  const versions = [...new Set(records.map((record) => record.version))];
  const instead = versions.length === 0 ? `does not have ${from.name}` : `has ${from.name} ${versions.join(', ')}, with another tarball`;
  return new ProblemError('not-found', `${source.file} was pinned from ${from.name} ${from.version}, but Debian's source archive, as this machine sees it, ${instead}.`);
}

function complaints(run: ProgramRun): string {
  const lines = run.stderr.split('\n').filter((line) => line.startsWith('E: ') || line.startsWith('W: Failed'));
  return lines.slice(0, 5).join('\n') || `apt-get ended with status ${run.status ?? 'none'}`;
}
