/** What a metadata file may hold before it is refused; all of them far above what real repositories have. */
export interface MetadataLimits {
  /** Nesting of elements. Real repodata is 5 deep. */
  readonly depth: number;
  /** Bytes of one tag with its attributes. */
  readonly tagBytes: number;
  /** Bytes of one piece of text that somebody wants to read. */
  readonly textBytes: number;
  /** Packages in one file. */
  readonly packages: number;
  /** Dependencies and files of one package, each list by itself. */
  readonly listEntries: number;
}

export const METADATA_LIMITS: MetadataLimits = {
  depth: 32,
  tagBytes: 256 * 1024,
  textBytes: 1024 * 1024,
  packages: 1_000_000,
  listEntries: 2_000_000,
};
