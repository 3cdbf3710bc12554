import { z } from 'zod';

import { ATTEMPT_STATES, BUILD_PHASES } from '../../vocabulary/attempt-state.ts';
import { FAULTS } from '../../vocabulary/fault.ts';
import { PACKAGE_STATES } from '../../vocabulary/package-state.ts';
import { PROBLEM_CODES } from '../../vocabulary/problem.ts';

/** The vocabulary as schemas; names from outside are bounded in length before anything else looks at them. */
export const packageState = z.enum(PACKAGE_STATES);
export const attemptState = z.enum(ATTEMPT_STATES);
export const buildPhase = z.enum(BUILD_PHASES);
export const fault = z.enum(FAULTS);
export const problemSchema = z.object({ code: z.enum(PROBLEM_CODES), message: z.string(), detail: z.string().optional() });

export const sourceName = z.string().min(1).max(255);
export const attemptId = z.string().min(1).max(64);
export const builderName = z.string().min(1).max(64);
export const reason = z.string().trim().min(1, 'Give a reason').max(2000);
/** Milliseconds since 1970, UTC. */
export const instant = z.number();
export const nothing = z.object({});
