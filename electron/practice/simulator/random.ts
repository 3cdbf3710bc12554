/** Numbers from 0 up to 1 that are the same for the same words, on every machine. */
export type Random = () => number;

/** A random source for these words: FNV-1a for the seed, mulberry32 for the sequence. Not for secrets. */
export function randomFor(...words: readonly (string | number)[]): Random {
  let state = 0x811c9dc5;
  for (const unit of words.join('\0')) state = Math.imul(state ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from `least` to `most`, both included. */
export function between(random: Random, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1));
}

/** One of a list that is not empty. */
export function oneOf<Item>(random: Random, first: Item, ...rest: readonly Item[]): Item {
  const index = Math.floor(random() * (rest.length + 1));
  return rest[index - 1] ?? first;
}

/** Normally distributed, mean 0 and deviation 1 (Box and Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
