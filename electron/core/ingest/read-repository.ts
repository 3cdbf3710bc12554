import { createHash } from 'node:crypto';
import { forEachPath, isInPrimary } from '#shared/rpm/file-dependency.ts';
import { packPackages, unpackPackages, type PackageSet } from '#shared/rpm/package-table.ts';
import type { BinaryPackage, SourcePackage } from '#shared/rpm/package.ts';
import { DependencyInterner } from '#shared/rpm/repodata/dependency-interner.ts';
import { FilelistsReader, type PackageFiles } from '#shared/rpm/repodata/filelists.ts';
import { PrimaryReader, type PackageFile } from '#shared/rpm/repodata/primary.ts';
import { parseComps, type CompsGroup } from '#shared/rpm/repodata/comps.ts';
import type { ModuleSet } from '#shared/rpm/modules/module-set.ts';
import { parseRepomd, type RepomdRecord } from '#shared/rpm/repodata/repomd.ts';
import { problemOf, ProblemError } from '#shared/vocabulary/problem.ts';
import { IngestRun, type IngestOptions } from './ingest-options.ts';
import { parseModules } from './modules-yaml.ts';
import { ParsedStore } from './parsed-store.ts';
import { placeOf } from './place-of.ts';
import type { Place } from './place.ts';
import { storedFiles, storedTable } from './stored-shapes.ts';
import { streamMetadata } from './stream-metadata.ts';

/** `binary`: what is not source is wanted; `source`: only source packages are. */
export type RepositoryKind = 'binary' | 'source';

export interface RepositoryRequest {
  /** A folder, or a file:, http: or https: address, that holds `repodata/`. */
  readonly location: string;
  readonly kind: RepositoryKind;
  /** Whether the groups of its comps are wanted. */
  readonly withGroups?: boolean | undefined;
}

/** Which paths of filelists to add to the packages' files: none, all, or those of a set. */
export type FilesWanted = 'primary' | 'all' | ReadonlySet<string>;

/** A repository as it was read; of its packages only those of its kind. */
export interface RepositoryContents extends RepositoryRequest {
  /** Names the content: two readings with one digest have the same packages and files. Hex. */
  readonly digest: string;
  readonly packages: PackageSet;
  /** What its modules.yaml says, and its comps where that was wanted; nothing where it has none. */
  readonly modules: ModuleSet;
  readonly groups: readonly CompsGroup[];
}

/**
 * Reads one yum repository: repomd.xml, primary, and filelists where they are asked for. Every file's checksum is verified; what was read before is taken from
 * the cache. Throws a ProblemError that names the file and the remedy; `cancelled` when the signal was aborted. Nothing that was there before is changed by a failure.
 */
export async function readRepository(location: string, options: IngestOptions & { readonly kind: RepositoryKind; readonly files?: FilesWanted }): Promise<RepositoryContents> {
  return await settled(options, location, async (run) => {
    const opened = await openRepository({ location, kind: options.kind }, run, new DependencyInterner());
    return await withFiles(opened, options.files ?? 'primary', run);
  });
}

/**
 * Reads several repositories that belong together, in the order given. Filelists of the binary ones are read only for the paths that some package of any
 * of them requires and that primary does not list.
 */
export async function readRepositories(requests: readonly RepositoryRequest[], options: IngestOptions): Promise<readonly RepositoryContents[]> {
  return await settled(options, 'the repositories', async (run) => {
    const interner = new DependencyInterner();
    const opened = await run.together(requests.map((request) => openRepository(request, run, interner)));
    const wanted = requiredPaths(opened);
    return await run.together(opened.map((one) => withFiles(one, one.kind === 'binary' ? wanted : 'primary', run)));
  });
}

/** Runs an ingest, and makes a ProblemError of whatever goes wrong. */
async function settled<Value>(options: IngestOptions, what: string, work: (run: IngestRun) => Promise<Value>): Promise<Value> {
  const run = new IngestRun(options);
  try {
    run.signal.throwIfAborted();
    return await work(run);
  } catch (thrown) {
    if (options.signal?.aborted === true) throw new ProblemError('cancelled', `Reading ${what} was cancelled.`);
    if (thrown instanceof ProblemError) throw thrown;
    const { code, message, detail } = problemOf(thrown);
    throw new ProblemError(code, code === 'internal' ? `Reading ${what} failed.` : message, detail);
  }
}

interface Opened extends RepositoryContents {
  readonly place: Place;
  readonly records: readonly RepomdRecord[];
}

async function openRepository(request: RepositoryRequest, run: IngestRun, interner: DependencyInterner): Promise<Opened> {
  const { location, kind } = request;
  const place = placeOf(location, run);
  const index = await place.index();
  run.advance('index', location, 0);
  const records = parseRepomd(`repomd.xml of ${location}`, index, run.limits);
  const record = records.find(({ type }) => type === 'primary');
  if (record === undefined) throw new ProblemError('bad-input', `repomd.xml of ${location} names no primary with a checksum that can be verified.`);
  const key = `primary ${kind} ${record.checksum.algorithm} ${record.checksum.hex}`;
  const packages = await cachedPackages(key, run, () => readPrimary(request, place, record, run, interner));
  const modules = await readModules(location, place, records, run);
  const groups = request.withGroups === true ? await readGroups(location, place, records, run) : [];
  return { location, kind, digest: digestOf(key), packages, modules, groups, place, records };
}

async function cachedPackages(key: string, run: IngestRun, read: () => Promise<PackageSet>): Promise<PackageSet> {
  const store = new ParsedStore(run.cacheFolder);
  const known = await store.get(key, (stored) => unpackPackages(storedTable(stored)));
  if (known !== null) return known;
  const packages = await read();
  await run.keep(() => store.put(key, packPackages(packages)));
  return packages;
}

async function readPrimary(request: RepositoryRequest, place: Place, record: RepomdRecord, run: IngestRun, interner: DependencyInterner): Promise<PackageSet> {
  const binaries: BinaryPackage[] = [];
  const binaryFiles: PackageFile[] = [];
  const sources: SourcePackage[] = [];
  const sourceFiles: PackageFile[] = [];
  const name = `primary of ${request.location}`;
  const reader = new PrimaryReader(name, (entry) => {
    if (entry.kind !== request.kind) return;
    if (entry.kind === 'binary') {
      binaries.push(entry.package);
      binaryFiles.push(entry.file);
    } else {
      sources.push(entry.package);
      sourceFiles.push(entry.file);
    }
  }, { limits: run.limits, interner });
  await readRecord(place, record, run, { name, phase: 'packages', location: request.location, push: (chunk) => reader.push(chunk) });
  reader.finish();
  return { binaries, binaryFiles, sources, sourceFiles };
}

async function readModules(location: string, place: Place, records: readonly RepomdRecord[], run: IngestRun): Promise<ModuleSet> {
  const record = records.find(({ type }) => type === 'modules');
  if (record === undefined) return { streams: [], defaults: [] };
  const name = `modules.yaml of ${location}`;
  return parseModules(name, (await wholeRecord(place, record, run, name, location)).toString('utf8'));
}

/** Comps is listed plain, compressed, or both (`group`, `group_gz`, `group_xz`, `group_zst`); not every mirror keeps the plain one. */
async function readGroups(location: string, place: Place, records: readonly RepomdRecord[], run: IngestRun): Promise<readonly CompsGroup[]> {
  const record = records.find(({ type }) => /^group_(gz|xz|zst)$/.test(type)) ?? records.find(({ type }) => type === 'group');
  if (record === undefined) return [];
  const name = `comps of ${location}`;
  return parseComps(name, await wholeRecord(place, record, run, name, location), run.limits);
}

/** Modules and groups are small and read at once. */
const WHOLE_BYTES_MAX = 256 * 1024 ** 2;

async function wholeRecord(place: Place, record: RepomdRecord, run: IngestRun, name: string, location: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  await readRecord(place, { ...record, openBytes: Math.min(record.openBytes ?? Infinity, WHOLE_BYTES_MAX) }, run, { name, phase: 'packages', location, push: (chunk) => void chunks.push(Uint8Array.from(chunk)) });
  return Buffer.concat(chunks);
}

async function withFiles(opened: Opened, files: FilesWanted, run: IngestRun): Promise<RepositoryContents> {
  const { place, records, ...contents } = opened;
  const { location, digest, packages } = contents;
  const record = records.find(({ type }) => type === 'filelists');
  if (files === 'primary' || record === undefined || (files !== 'all' && files.size === 0)) return contents;
  const wantedDigest = files === 'all' ? 'all' : digestOf([...files].sort().join('\0'));
  const key = `filelists ${record.checksum.algorithm} ${record.checksum.hex} ${wantedDigest}`;
  const read = () => readFilelists(location, place, record, files, run);
  const found = files === 'all' ? await read() : await cachedFiles(key, run, read);
  return { ...contents, digest: digestOf(`${digest} ${key}`), packages: addFiles(packages, found) };
}

async function cachedFiles(key: string, run: IngestRun, read: () => Promise<readonly PackageFiles[]>): Promise<readonly PackageFiles[]> {
  const store = new ParsedStore(run.cacheFolder);
  const known = await store.get(key, storedFiles);
  if (known !== null) return known;
  const files = await read();
  await run.keep(() => store.put(key, files));
  return files;
}

async function readFilelists(location: string, place: Place, record: RepomdRecord, wanted: ReadonlySet<string> | 'all', run: IngestRun): Promise<readonly PackageFiles[]> {
  const found: PackageFiles[] = [];
  const name = `filelists of ${location}`;
  const reader = new FilelistsReader(name, (files) => found.push(files), { limits: run.limits, wanted });
  await readRecord(place, record, run, { name, phase: 'files', location, push: (chunk) => reader.push(chunk) });
  reader.finish();
  return found;
}

interface RecordUse {
  readonly name: string;
  readonly phase: 'packages' | 'files';
  readonly location: string;
  readonly push: (chunk: Uint8Array) => void;
}

async function readRecord(place: Place, record: RepomdRecord, run: IngestRun, use: RecordUse): Promise<void> {
  run.expect(record.bytes ?? 0);
  const path = await place.obtain(record);
  await streamMetadata(path, record.href, {
    name: use.name,
    openBytesMax: Math.min(run.limits.openBytes, record.openBytes ?? Infinity),
    signal: run.signal,
    onBytes: (bytes) => run.advance(use.phase, use.location, bytes),
    push: use.push,
  });
}

/** The packages with their files from filelists beside those that primary gave. */
function addFiles(packages: PackageSet, found: readonly PackageFiles[]): PackageSet {
  const byId = new Map(found.map(({ pkgid, paths }) => [pkgid, paths]));
  const binaries = packages.binaries.map((binary, index) => {
    const paths = byId.get(packages.binaryFiles[index]?.checksum ?? '');
    if (paths === undefined) return binary;
    const known = new Set(binary.files);
    const added = paths.filter((path) => !known.has(path));
    return added.length === 0 ? binary : { ...binary, files: [...binary.files, ...added] };
  });
  return { ...packages, binaries };
}

/** What packages and sources name as paths in their dependencies and primary does not list. */
function requiredPaths(repositories: readonly RepositoryContents[]): ReadonlySet<string> {
  const wanted = new Set<string>();
  const add = (path: string) => {
    if (!isInPrimary(path)) wanted.add(path);
  };
  for (const { packages } of repositories) {
    for (const source of packages.sources) for (const dependency of source.buildRequires) forEachPath(dependency, add);
    for (const binary of packages.binaries) {
      for (const list of [binary.requires, binary.conflicts, binary.recommends]) for (const dependency of list) forEachPath(dependency, add);
    }
  }
  return wanted;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
