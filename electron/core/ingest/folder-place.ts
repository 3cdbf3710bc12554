import { readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { RepomdRecord } from '#shared/rpm/repodata/repomd.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';
import { hasChecksum } from './checksum-file.ts';
import { stepsOfHref } from './href.ts';
import type { IngestRun } from './ingest-options.ts';
import type { Place } from './place.ts';

/** A repository in a folder of this machine. Symbolic links are followed as long as they stay inside of it. */
export class FolderPlace implements Place {
  private readonly location: string;
  private readonly folder: string;
  private readonly run: IngestRun;

  constructor(location: string, folder: string, run: IngestRun) {
    this.location = location;
    this.folder = folder;
    this.run = run;
  }

  async index(): Promise<Uint8Array> {
    const path = await this.pathOf('repodata/repomd.xml', this.run.limits.indexBytes);
    return await readFile(path, { signal: this.run.signal });
  }

  async obtain(record: RepomdRecord): Promise<string> {
    const path = await this.pathOf(record.href, this.run.limits.fileBytes);
    if (!(await hasChecksum(path, record.checksum, this.run.signal))) {
      throw new ProblemError('bad-input', `${record.href} in ${this.location} is damaged: its checksum is not the one in repomd.xml.`, `${record.checksum.algorithm} ${record.checksum.hex}`);
    }
    return path;
  }

  private async pathOf(href: string, bytesMax: number): Promise<string> {
    const steps = stepsOfHref(this.location, href);
    let path: string;
    let root: string;
    try {
      root = await realpath(this.folder);
      path = await realpath(join(root, ...steps));
    } catch (thrown) {
      throw new ProblemError('not-found', `There is no ${href} in ${this.location}.`, thrown instanceof Error ? thrown.message : undefined);
    }
    if (!path.startsWith(root.endsWith(sep) ? root : root + sep)) throw new ProblemError('refused', `${href} in ${this.location} is a link that leads out of it.`);
    const found = await stat(path);
    // Anything else (a pipe, a device) could keep a reader waiting for ever.
    if (!found.isFile()) throw new ProblemError('bad-input', `${href} in ${this.location} is not a file.`);
    if (found.size > bytesMax) throw new ProblemError('limit', `${href} in ${this.location} has ${found.size} bytes; more than ${bytesMax} are not read.`);
    return path;
  }
}
