/** Whose fault a failed attempt is. `unknown` is an answer. */
export const FAULTS = ['package', 'dependency', 'infrastructure', 'architecture', 'identity', 'unknown'] as const;
export type Fault = (typeof FAULTS)[number];
