import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { FixChange } from '#shared/port/fix.ts';
import { effectOf, type PatchChange } from '#shared/port/fix-effect.ts';
import type { Attempt } from '#shared/port/attempt.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import type { BuildJob, InputFile, InstallRepository, JobPatch } from '../jobs/types.ts';
import { locate } from '../planning/locate.ts';
import type { SpecOrigin } from '../planning/planned-port.ts';
import type { PatchStore } from '../project/patch-store.ts';
import type { ProjectConfig } from '../project/project-schema.ts';
import type { SourceDesk } from '../sources/source-desk.ts';
import type { SourceFile } from '../sources/source-file.ts';
import { parseSourcePins } from '../sources/source-pins.ts';
import { expectedIdentity } from './expected-identity.ts';

/** Minutes after which a builder ends a build by itself: a day is longer than any package of a distribution takes. */
export const USUAL_TIMEOUT = 24 * 60;

export interface JobRequest {
  readonly attempt: Attempt;
  readonly origin: SpecOrigin;
  readonly config: ProjectConfig;
  readonly projectFolder: string;
  readonly macros: Readonly<Record<string, string>>;
  /** Of the pass and of the package. */
  readonly fixes: readonly FixChange[];
  readonly patchStore: PatchStore;
  readonly repositories: readonly InstallRepository[];
  /** Where tarballs are kept, by digest. */
  readonly sourceCache: string;
  readonly sourceDesk: SourceDesk;
  /** A simulated builder never looks into a source: nothing is fetched for it. */
  readonly simulated: boolean;
  readonly signal: AbortSignal;
}

/**
 * Everything that a builder needs for one attempt. Fetches tarballs that are not cached: somebody clicked Build. Throws
 * a ProblemError that names the file that cannot be had.
 */
export async function buildJobOf(request: JobRequest): Promise<BuildJob> {
  const { attempt, origin, macros, config } = request;
  const effect = effectOf(request.fixes);
  const pins = await pinsOf(config, request.projectFolder, origin);
  const sources: InputFile[] = [];
  for (const file of request.simulated ? [] : [...origin.sources, ...origin.patches]) sources.push(await inputFile(file, pins, request));
  return {
    attempt: attempt.id,
    source: attempt.source,
    specName: origin.file,
    spec: await readFile(origin.path),
    sources,
    patches: await patchesOf(effect.patches, request.patchStore),
    macros: [...Object.entries(macros), ...effect.macros].map(([name, value]) => ({ name, value })),
    withConditions: effect.withConditions,
    withoutConditions: effect.withoutConditions,
    noCheck: effect.noCheck,
    environment: effect.environment,
    install: [],
    repositories: request.repositories,
    expected: expectedIdentity(attempt),
    architectures: [config.target.arch, 'noarch'],
    timeoutSeconds: (effect.timeoutMinutes ?? USUAL_TIMEOUT) * 60,
    until: attempt.purpose?.until ?? null,
  };
}

/** Each verified against the digest that portolan.yaml pins. */
async function patchesOf(changes: readonly PatchChange[], store: PatchStore): Promise<JobPatch[]> {
  const patches: JobPatch[] = [];
  for (const change of changes) {
    const name = change.file.slice(change.file.lastIndexOf('/') + 1);
    patches.push({ ...(await described(name, await store.fileOf(change))), strip: change.strip });
  }
  return patches;
}

async function pinsOf(config: ProjectConfig, folder: string, origin: SpecOrigin): Promise<ReadonlyMap<string, SourceFile>> {
  for (const source of config.sources) {
    if (source.kind !== 'specs' || source.pins === undefined || locate(folder, source.folder) !== dirname(origin.path)) continue;
    const file = locate(folder, source.pins);
    return parseSourcePins(await readFile(file, 'utf8'), file);
  }
  return new Map();
}

/** A file that a spec names: among the sources kept beside it (patches, small files), else from the tarballs that are pinned or that its tree lists. */
async function inputFile(file: string, pins: ReadonlyMap<string, SourceFile>, request: JobRequest): Promise<InputFile> {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const { origin } = request;
  const beside = join(origin.sourceFolder, name);
  // A link in a stranger's tree may lead anywhere on this machine.
  const look = origin.inTree ? lstat : stat;
  if ((await look(beside).catch(() => null))?.isFile() === true) return described(name, beside);
  const listed = origin.lookaside.find((each) => each.file === name);
  if (listed !== undefined && listed.addresses.length === 0) throw new ProblemError('not-found', `${origin.file} names ${name}, which its tree leaves to a look-aside cache. Name one under “lookaside” in portolan.yaml (one with {branch} needs the entry’s “branch”).`);
  const pinned = pins.get(name) ?? (listed === undefined ? undefined : { file: name, pins: [listed.hash], lookaside: listed.addresses });
  if (pinned === undefined) {
    throw new ProblemError('not-found', `${origin.file} names ${name}, which neither lies beside it nor has a pinned digest. Put the file there, or pin it in the file that “pins” names.`);
  }
  const path = await request.sourceDesk.fetch(pinned, { cacheFolder: request.sourceCache, signal: request.signal, allowNetwork: true });
  return described(name, path);
}

async function described(name: string, path: string): Promise<InputFile> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return { name, path, sha256: hash.digest('hex'), size: (await stat(path)).size };
}
