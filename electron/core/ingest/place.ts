import type { RepomdRecord } from '#shared/rpm/repodata/repomd.ts';

/** Where a repository lies: something that has a repomd.xml and the files that it names. */
export interface Place {
  /** repomd.xml, whole. */
  index(): Promise<Uint8Array>;
  /** The path of a local file with the record's content, its checksum verified. */
  obtain(record: RepomdRecord): Promise<string>;
}
