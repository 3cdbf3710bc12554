/** The value that a share of the sorted values does not exceed; 0 for none. `share` from 0 to 1. */
export function percentile(values: Iterable<number>, share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

export function median(values: Iterable<number>): number {
  return percentile(values, 0.5);
}

/** What `work` gives, and the seconds that it took. */
export async function timed<Value>(work: () => Value | Promise<Value>): Promise<{ readonly value: Value; readonly seconds: number }> {
  const began = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - began) / 1000 };
}

/** The seconds of each of several runs, in their order: the first is what a user has, the later ones are compiled. */
export async function times(runs: number, work: () => unknown): Promise<readonly number[]> {
  const seconds: number[] = [];
  for (let run = 0; run < runs; run++) seconds.push((await timed(work)).seconds);
  return seconds;
}

/** Numbers between 0 and 1, the same ones for the same seed (Marsaglia's xorshift, 32 bits). */
export function seeded(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) + 0.5) / 2 ** 32;
  };
}
