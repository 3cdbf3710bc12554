/** A named, ordered list of builds inside a pass; a source may stand in it more than once. */
export interface Stage {
  readonly name: string;
  readonly builds: readonly string[];
}

/** The build of a pass's stages that comes next. */
export interface StageStep {
  readonly stage: string;
  readonly source: string;
  /** From 1, over all stages of the pass. */
  readonly place: number;
  readonly of: number;
  /** Of the event with which the build before it came into the repository; where it is the first, that with which the pass began. */
  readonly since: number;
}

/**
 * Where the stages of a pass stand: each build counts once it has landed after the one before it, so that the second gcc
 * of `gcc, glibc, gcc` is another than the first. Null when all have.
 *
 * @param begin sequence number of the event that the pass began with; 0 for the first pass
 * @param landings sequence numbers of the events with which a source's builds landed, ascending
 * @param counts whether the source takes part: what the port does not have, or will not be built, is passed over
 */
export function stageStep(stages: readonly Stage[], begin: number, landings: (source: string) => readonly number[], counts: (source: string) => boolean): StageStep | null {
  const builds = stages.flatMap(({ name, builds: list }) => list.filter(counts).map((source) => ({ stage: name, source })));
  let since = begin;
  for (const [index, { stage, source }] of builds.entries()) {
    const landed = landings(source).find((sequence) => sequence > since);
    if (landed === undefined) return { stage, source, place: index + 1, of: builds.length, since };
    since = landed;
  }
  return null;
}

/** Why others wait meanwhile: the same in the drawer and on the command line. */
export function stageSentence({ stage, source, place, of }: StageStep): string {
  return `The stage “${stage}” comes first: ${source} is next in it (${place} of ${of}).`;
}
