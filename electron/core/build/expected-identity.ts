import type { Attempt } from '#shared/port/attempt.ts';
import { parseEvr } from '#shared/rpm/evr.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import type { ExpectedIdentity } from '../jobs/types.ts';

/** The name, epoch, version and release that an attempt must come out with, as they were when it was made. */
export function expectedIdentity({ source, expected }: Pick<Attempt, 'source' | 'expected'>): ExpectedIdentity {
  const parsed = parseEvr(expected.slice(source.length + 1));
  if (!parsed.ok || parsed.value.release === null) throw new ProblemError('internal', `The plan had no version and release for ${source}: ${expected}`);
  const { epoch, version, release } = parsed.value;
  return { name: source, epoch: epoch === 0 ? null : epoch, version, release };
}
