import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { isFileNamed } from '../jobs/job-file.ts';

/** A file that a `%{load:}` or `%include` may want; tarballs are not sent for an evaluation. */
const SMALL = 100_000;
/** Of one folder; what is beyond is not sent. EL 8's largest (systemd's, without patches) has a tenth of it. */
const TOGETHER_MAX = 4_000_000;

export interface SmallFile {
  readonly name: string;
  readonly path: string;
}

/** The small files beside a project's own specs. */
export function filesBesideSpecs(folder: string): Promise<SmallFile[]> {
  return smallFiles(folder, stat, (name) => !name.endsWith('.spec') && !name.endsWith('.json') && !name.startsWith('.'));
}

/** The small files among the sources of a tree, in order: no patches, which no evaluation reads, and no links, which lead anywhere. */
export function filesOfTree(folder: string): Promise<SmallFile[]> {
  return smallFiles(folder, lstat, (name) => !/\.(spec|patch|diff)$/i.test(name) && name !== 'sources' && !name.startsWith('.'));
}

async function smallFiles(folder: string, look: typeof stat, wanted: (name: string) => boolean): Promise<SmallFile[]> {
  const files: SmallFile[] = [];
  let together = 0;
  for (const name of (await readdir(folder)).sort()) {
    if (!wanted(name) || !isFileNamed(name)) continue;
    const path = join(folder, name);
    const found = await look(path);
    if (!found.isFile() || found.size > SMALL || together + found.size > TOGETHER_MAX) continue;
    together += found.size;
    files.push({ name, path });
  }
  return files;
}

/** Names the content of files; one digest is worked out once for as long as size and time stay. */
export class FileDigests {
  readonly #known = new Map<string, { readonly stamp: string; readonly digest: string }>();

  async of(files: readonly SmallFile[]): Promise<string> {
    const hash = createHash('sha256');
    for (const { name, path } of files) hash.update(`${name}\0${await this.#digestOf(path)}\n`);
    return hash.digest('hex');
  }

  async #digestOf(path: string): Promise<string> {
    const { size, mtimeMs, ctimeMs } = await stat(path);
    const stamp = `${size} ${mtimeMs} ${ctimeMs}`;
    const known = this.#known.get(path);
    if (known?.stamp === stamp) return known.digest;
    const digest = createHash('sha256').update(await readFile(path)).digest('hex');
    this.#known.set(path, { stamp, digest });
    return digest;
  }
}
