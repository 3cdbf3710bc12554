import type { AttemptId } from '../vocabulary/ids.ts';

/** What has happened to one source package in the current pass. */
export interface SourceRecord {
  /** Somebody wants it built and no attempt has been made for that wish yet. */
  readonly requested: boolean;
  /** Whoever asked wants another builder than those that failed it. */
  readonly elsewhere: boolean;
  /** Lost attempts and infrastructure faults since it was last requested. */
  readonly infrastructureFaults: number;
  readonly leftOut: string | null;
  /** The attempt whose RPMs the newest generation has; of an earlier pass where it is inherited. */
  readonly landed: AttemptId | null;
  /** It failed in this pass, so that the build of the pass before counts. */
  readonly inherited: boolean;
  /** The build that is not published, since that would break what resolves now. */
  readonly held: AttemptId | null;
  /** The last attempt whose RPMs are nowhere any more, so that its success builds nothing and unblocks nobody. */
  readonly gone: AttemptId | null;
  /** In the order in which they were made. */
  readonly attempts: readonly AttemptId[];
}

/** Of a source to which nothing has happened yet. */
export const UNTOUCHED: SourceRecord = { requested: false, elsewhere: false, infrastructureFaults: 0, leftOut: null, landed: null, inherited: false, held: null, gone: null, attempts: [] };
