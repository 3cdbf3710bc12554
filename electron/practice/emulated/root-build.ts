import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ProblemError } from '#shared/vocabulary/problem.ts';

import { machineApt } from './apt-sources.ts';
import { ensureBinfmt } from './binfmt.ts';
import { withLock } from './file-lock.ts';
import { cacheFolder } from '#electron/core/places/cache-folder.ts';
import { exists, rootPaths, type RootPaths } from './root-cache.ts';
import { RootProgressReader, type RootProgress } from './root-progress.ts';
import { ROOT_RECIPE, type RootRecipe } from './root-recipe.ts';
import { run } from './run.ts';

const DEBIAN_KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

export interface MakeRootOptions {
  readonly cache?: string | undefined;
  readonly recipe?: RootRecipe | undefined;
  /** Kills what is running and clears away what was half made. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: RootProgress) => void) | undefined;
}

/**
 * The unpacked root of the emulated guests: as it is cached, else unpacked from its archive (a second), else made with
 * mmdebstrap (some minutes). Two that ask at once make it once. Returns its folder. Needs root; throws a {@link ProblemError}.
 */
export async function ensureRoot({ cache = cacheFolder(), recipe = ROOT_RECIPE, signal, onProgress }: MakeRootOptions = {}): Promise<string> {
  const paths = rootPaths(cache, recipe);
  if (await exists(paths.folder)) return paths.folder;
  await mkdir(cache, { recursive: true });
  onProgress?.({ phase: 'Preparing', fraction: 0 });
  await withLock(paths.lock, signal, () => unpackOrMake(paths, recipe, signal, onProgress));
  onProgress?.({ phase: 'The root is there', fraction: 1 });
  return paths.folder;
}

async function unpackOrMake(paths: RootPaths, recipe: RootRecipe, signal: AbortSignal | undefined, onProgress: MakeRootOptions['onProgress']): Promise<void> {
  if (await exists(paths.folder)) return;
  await clear(paths.staging);
  try {
    await mkdir(paths.staging, { mode: 0o700 });
    for (const line of await ensureBinfmt()) onProgress?.({ phase: line, fraction: 0 });
    if ((await exists(paths.archive)) && (await unpack(paths, signal))) return;
    await make(paths, recipe, signal, onProgress);
    if (!(await unpack(paths, signal))) throw new ProblemError('internal', 'The root that was just made cannot be unpacked.');
  } finally {
    await clear(paths.staging);
  }
}

async function make(paths: RootPaths, recipe: RootRecipe, signal: AbortSignal | undefined, onProgress: MakeRootOptions['onProgress']): Promise<void> {
  const keyring = (await exists(DEBIAN_KEYRING)) ? DEBIAN_KEYRING : null;
  if (keyring === null) throw new ProblemError('unsupported', "The keys of Debian's archive are not installed: install debian-archive-keyring.");
  const apt = await machineApt(recipe.suite, keyring, signal);
  const at = (name: string): string => join(paths.staging, name);
  const packed = at('root.tar.zst');
  await writeFile(at('apt.conf'), `${apt.options.join('\n')}\n`);
  await writeFile(at('dpkg.cfg'), dpkgConfiguration(recipe));
  await writeFile(at('sources.list'), `${apt.sources.join('\n')}\n`);
  const reader = new RootProgressReader();
  const onLine = (line: string): void => {
    const progress = reader.read(line);
    if (progress !== null) onProgress?.(progress);
  };
  await inOwnNamespace('mmdebstrap', mmdebstrapArguments(recipe, at, packed, apt.sources.length > 0), { signal, onLine, env: { TMPDIR: paths.staging } }).catch((error: unknown) => {
    if (error instanceof ProblemError && error.problem.code === 'internal') throw new ProblemError('internal', 'The root of the emulated builders could not be made.', error.problem.detail);
    throw error;
  });
  await rename(packed, paths.archive);
}

function mmdebstrapArguments(recipe: RootRecipe, at: (name: string) => string, packed: string, ownSources: boolean): readonly string[] {
  const { suite, arch, variant, packages, finish } = recipe;
  return [
    // The check wants another package and asks what ensureBinfmt has seen to.
    ...['--skip=check/qemu', '--verbose', '--mode=root'],
    ...[`--arch=${arch}`, `--variant=${variant}`, `--include=${packages.join(',')}`],
    ...[`--aptopt=${at('apt.conf')}`, `--dpkgopt=${at('dpkg.cfg')}`],
    ...finish.map((command) => `--customize-hook=${command}`),
    ...[suite, packed, ...(ownSources ? [at('sources.list')] : [])],
  ];
}

function dpkgConfiguration({ excluded, included }: RootRecipe): string {
  // A root that is interrupted is thrown away, so nothing has to be on the disk before the next step.
  return ['force-unsafe-io', ...excluded.map((glob) => `path-exclude=${glob}`), ...included.map((glob) => `path-include=${glob}`), ''].join('\n');
}

/**
 * Mounts and processes of what is run live in namespaces of their own, whose first process is killed when its parent is gone:
 * whether it is cancelled or we are killed, no mount and no process outlives it.
 */
function inOwnNamespace(program: string, args: readonly string[], options: Parameters<typeof run>[2]): Promise<string> {
  return run('setpriv', ['--pdeathsig', 'KILL', 'unshare', '--mount', '--pid', '--fork', '--kill-child=KILL', '--mount-proc', program, ...args], options);
}

/** Unpacks the archive into its place; false, and the archive is gone, when it is damaged. */
async function unpack(paths: RootPaths, signal: AbortSignal | undefined): Promise<boolean> {
  const folder = join(paths.staging, 'unpacked');
  await mkdir(folder, { mode: 0o755 });
  try {
    await run('tar', ['--extract', '--zstd', '--file', paths.archive, '--directory', folder, '--numeric-owner', '--same-permissions', '--xattrs', '--xattrs-include=*'], { signal });
    await run('chroot', [folder, '/bin/true'], { signal });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    await rm(paths.archive, { force: true });
    await clear(folder);
    return false;
  }
  await rename(folder, paths.folder);
  return true;
}

async function clear(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
