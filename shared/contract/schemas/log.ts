import { z } from 'zod';

import { attemptState } from './words.ts';

/**
 * A piece of an attempt's log: at most 64 KiB that begin at byte `offset`. Travels as one binary frame.
 * `ended` is null while the attempt goes on.
 */
export const logChunk = z.object({ offset: z.number(), bytes: z.instanceof(Uint8Array), ended: attemptState.nullable() });
export type LogChunk = z.infer<typeof logChunk>;
