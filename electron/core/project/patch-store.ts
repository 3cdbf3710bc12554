import { createHash } from 'node:crypto';
import { mkdir, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';

import type { AddedPatch } from '#shared/contract/schemas/port-fix.ts';
import type { PatchChange } from '#shared/port/fix-effect.ts';
import { PATCH_LIMIT, readPatch } from '#shared/port/patch-text.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import type { ProjectPaths } from './project-folder.ts';

/** What a person gave as a patch. */
export interface GivenPatch {
  readonly source: string;
  /** The file's name on the person's machine, or what they call it. */
  readonly name: string;
  readonly text: string;
  readonly strip: number;
}

/**
 * The patches of the port fixes: in `patches/<source>/` beside portolan.yaml, where a team keeps them in git, each pinned by
 * its digest. One that is only being tried lies in the program's own folder until a fix with it is applied.
 */
export class PatchStore {
  readonly #folder: string;
  readonly #drafts: string;

  constructor({ folder, cache }: Pick<ProjectPaths, 'folder' | 'cache'>) {
    this.#folder = folder;
    this.#drafts = join(cache, 'patches');
  }

  /** Takes a patch in, where it is one. Throws a `bad-input` {@link ProblemError} that names the line. */
  async add({ source, name, text, strip }: GivenPatch): Promise<AddedPatch> {
    const read = readPatch(text, strip);
    if (!read.ok) throw new ProblemError(read.error.code, read.error.message);
    const bytes = Buffer.from(text);
    const sha256 = digestOf(bytes);
    await this.#keep(sha256, bytes);
    const { files, ...counts } = read.value;
    return { change: { kind: 'patch', file: `patches/${source}/${fileNameOf(name)}`, sha256, strip }, files: [...files], ...counts };
  }

  /**
   * The file of a patch on this machine: what was pinned, and one that stays inside the tree, whoever pinned it. Throws a
   * `conflict`, `not-found` or `bad-input` {@link ProblemError}.
   */
  async fileOf({ file, sha256, strip }: PatchChange): Promise<string> {
    const own = this.#pathOf(file);
    const bytes = await this.#read(own);
    if (bytes !== null && digestOf(bytes) === sha256) {
      const read = readPatch(bytes.toString('utf8'), strip);
      if (!read.ok) throw new ProblemError(read.error.code, `${file}: ${read.error.message}`);
      return own;
    }
    const draft = join(this.#drafts, sha256);
    // What is only being tried lies in no project yet; what the project has in its place must be what was pinned.
    if (bytes === null && (await stat(draft).catch(() => null))?.isFile() === true) return draft;
    if (bytes !== null) throw new ProblemError('conflict', `${file} is not the patch that portolan.yaml pins any more. Look at what changed in it, then add it to the package again.`, `sha256 ${digestOf(bytes)} instead of ${sha256}`);
    throw new ProblemError('not-found', `portolan.yaml names the patch ${file}, which does not lie beside it. Put it there, or take the port fix off.`);
  }

  /**
   * Puts the patch of a fix that is being applied beside portolan.yaml, in the place of that of the fix which it replaces.
   * Any other file of that name stays, and is a conflict.
   */
  async keepBesideProject({ file, sha256 }: PatchChange, replaced: PatchChange | null): Promise<void> {
    const own = this.#pathOf(file);
    const present = await this.#read(own);
    if (present !== null && digestOf(present) === sha256) return;
    if (present !== null && digestOf(present) === replaced?.sha256) await this.#keep(replaced.sha256, present);
    else if (present !== null) throw new ProblemError('conflict', `There is another ${file} already. Give this patch another name.`);
    const bytes = await this.#read(join(this.#drafts, sha256));
    if (bytes === null) throw new ProblemError('not-found', `The patch ${file} is not here. Add it once more.`);
    await mkdir(dirname(own), { recursive: true });
    await this.#expectInside(dirname(own), file);
    await replaceFile(own, bytes);
  }

  /** The fix is gone, and with it the file, unless a person has changed that; a copy stays for the way back. */
  async takeAway({ file, sha256 }: PatchChange): Promise<void> {
    const own = this.#pathOf(file);
    const bytes = await this.#read(own);
    if (bytes === null || digestOf(bytes) !== sha256) return;
    await this.#keep(sha256, bytes);
    await rm(own, { force: true });
  }

  #pathOf(file: string): string {
    return join(this.#folder, ...file.split('/'));
  }

  async #keep(sha256: string, bytes: Uint8Array): Promise<void> {
    await mkdir(this.#drafts, { recursive: true });
    await replaceFile(join(this.#drafts, sha256), bytes);
  }

  /** Null where there is no file; the beginning alone of one that is too long to be a patch, which so has another digest. */
  async #read(path: string): Promise<Buffer | null> {
    const handle = await open(path, 'r').catch(() => null);
    if (handle === null) return null;
    try {
      if (!(await handle.stat()).isFile()) return null;
      const most = 4 * PATCH_LIMIT;
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min((await handle.stat()).size, most) + 1), 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  }

  /** A link in the project's folder must not lead what the program writes elsewhere. */
  async #expectInside(path: string, file: string): Promise<void> {
    const [folder, real] = await Promise.all([realpath(this.#folder), realpath(path)]);
    if (!real.startsWith(folder + sep)) throw new ProblemError('refused', `The folder of ${file} is a link that leads out of the project. Patches lie beside portolan.yaml.`);
  }
}

/** A name that the file can have everywhere: `0001-Fix big endian.patch` → `0001-Fix-big-endian.patch`. */
function fileNameOf(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const clean = last.replace(/\.(?:patch|diff|txt)$/i, '').replaceAll(/[^A-Za-z0-9._+-]+/g, '-').replaceAll(/^[^A-Za-z0-9_]+|-+$/g, '').slice(0, 80);
  return `${clean === '' ? 'fix' : clean}.patch`;
}

async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(`${path}.new`, bytes, { mode: 0o644 });
  await rename(`${path}.new`, path);
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
