import type { Fault } from '#shared/vocabulary/fault.ts';
import type { JobEnd, JobState } from './types.ts';

/** The table of this room's README: what an exit code of the job script means. */
const MEANINGS: ReadonlyMap<number, readonly [Fault, string]> = new Map([
  [10, ['package', 'rpmbuild failed.']],
  [11, ['package', 'The build took longer than it may.']],
  [12, ['architecture', 'The spec says that it is not for this architecture.']],
  [20, ['infrastructure', 'The buildroot could not be made.']],
  [30, ['dependency', 'A BuildRequires cannot be installed.']],
  [31, ['infrastructure', 'A repository could not be read from the builder.']],
  [32, ['infrastructure', "The builder's disk is full."]],
  [40, ['package', 'The spec cannot be parsed.']],
  [70, ['infrastructure', 'The results could not be gathered on the builder.']],
  [71, ['infrastructure', 'The build was killed from outside: out of memory, or by an administrator.']],
]);

/** How a job ended; null while it has not. A code that is not in the table is nobody's fault that we know. */
export function jobEndOf(state: JobState): JobEnd | null {
  switch (state.kind) {
    case 'starting':
    case 'running':
      return null;
    case 'gone':
      return { kind: 'lost', message: 'The builder no longer knows this attempt: its folder is gone.' };
    case 'died':
      return { kind: 'lost', message: "The attempt's own process on the builder died without a word." };
    case 'rebooted':
      return { kind: 'lost', message: 'The builder was rebooted while the attempt ran.' };
    case 'ended': {
      if (state.exitCode === 0) return { kind: 'succeeded' };
      if (state.exitCode === 130) return { kind: 'cancelled' };
      const [fault, message] = MEANINGS.get(state.exitCode) ?? ['unknown', `The job script ended with ${state.exitCode}.`];
      return { kind: 'failed', fault, exitCode: state.exitCode, message };
    }
  }
}
