import type { Unblocker } from './unblocks-most.ts';

/** One sentence on what is worth mending first; `ranked` begins with what frees most. */
export function sayUnblocksMost(ranked: readonly Unblocker[], all: number, nameOf: (source: number) => string): string {
  const [first] = ranked;
  if (first === undefined) return 'Nothing has failed, and everything can be resolved.';
  const count = all === 1 ? 'One package is in the way' : `${all} packages are in the way`;
  if (first.reached === 0) return `${count}, and no single one of them would free another: several must be mended together.`;
  return `${count}; ${nameOf(first.source)} would free most: ${first.ready} at once, ${first.reached} in all.`;
}
