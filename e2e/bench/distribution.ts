import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { Universe } from '#shared/plan/types.ts';
import type { Later } from '#electron/core/ingest/ingest-options.ts';
import { readRepositories } from '#electron/core/ingest/read-repository.ts';

import { generatedDistribution } from './generated-distribution.ts';
import { cacheFolder, ROOT } from './places.ts';

/** Repositories as both kinds of data have them, relative to the root of either; binary ones first. */
export const BINARY_TREES = ['Server/x86_64/os', 'Server-optional/x86_64/os'] as const;
export const SOURCE_TREES = ['Server/source/tree', 'Server-optional/source/tree'] as const;
/** What may be installed of it, multilib left out and put in. */
export const ARCHITECTURES = ['x86_64', 'noarch'] as const;
export const WITH_MULTILIB = [...ARCHITECTURES, 'i686'] as const;

/** The repodata of a whole distribution on disk. */
export interface Distribution {
  readonly root: string;
  /** What it is, for the table. */
  readonly described: string;
}

/** The reference data where PORTOLAN_DATA has it, else one of the same shape that is made here once. */
export async function distribution(): Promise<Distribution> {
  const reference = join(process.env['PORTOLAN_DATA'] ?? resolve(ROOT, '../shared/data'), 'rhel73beta-repodata');
  if (existsSync(reference)) return { root: reference, described: 'the reference, rhel73beta-repodata (9,251 binaries, 2,653 sources, 19,197 BuildRequires)' };
  return { root: await generatedDistribution(await cacheFolder('distribution'), BINARY_TREES, SOURCE_TREES), described: 'generated, of the shape of the reference (PORTOLAN_DATA has no rhel73beta-repodata)' };
}

/** Reads the distribution as the core does; what was parsed before is taken from `cache`, and `later` is what keeps the rest there. */
export async function readUniverse({ root }: Distribution, cache: string, later?: Later): Promise<Universe> {
  const repositories = await readRepositories(
    [...BINARY_TREES.map((tree) => ({ location: join(root, tree), kind: 'binary' as const })), ...SOURCE_TREES.map((tree) => ({ location: join(root, tree), kind: 'source' as const }))],
    { cacheFolder: cache, later },
  );
  return {
    sources: repositories.flatMap(({ packages }) => packages.sources),
    reference: repositories.flatMap(({ packages }) => packages.binaries),
    foreign: [],
    buildGroup: [],
    architectures: ARCHITECTURES,
  };
}

/** {@link readUniverse} from the benchmarks' own cache. */
export async function cachedUniverse(from: Distribution): Promise<Universe> {
  return await readUniverse(from, await cacheFolder('parsed'));
}
