import { parseAttemptId, type AttemptId, type SourceName } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

/** An attempt's id: readable on the builder; `unique` (16 hexadecimal digits) makes it one of its kind, even among ports that share a builder. */
export function attemptIdOf(source: SourceName, unique: string): AttemptId {
  const readable = source.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 40);
  const parsed = parseAttemptId(`a${readable === '' ? '' : `-${readable}`}-${unique}`);
  if (!parsed.ok) throw new ProblemError('internal', `No attempt id could be made for ${source}.`);
  return parsed.value;
}
