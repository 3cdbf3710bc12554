import { atOnce, type Pieces } from './pieces.ts';

/** Primes of FNV-1a, and of a second run over the same text. */
const [PRIME, OTHER_PRIME] = [0x01000193, 0x85ebca6b];
const [SEED, OTHER_SEED] = [0x811c9dc5, 0x9e3779b9];
const HIGH = 2 ** 21;

/**
 * A number of 53 bits for a path: millions of them fit where their texts would not. Two paths may share one, though hardly
 * ever; whoever needs to be sure looks at the texts afterwards.
 */
export function pathKey(path: string): number {
  let [one, other] = [SEED, OTHER_SEED];
  for (let at = 0; at < path.length; at++) {
    const code = path.charCodeAt(at);
    one = Math.imul(one ^ code, PRIME);
    other = Math.imul(other ^ code, OTHER_PRIME);
    other ^= other >>> 15;
  }
  return (one >>> 0) * HIGH + ((other >>> 0) % HIGH);
}

/** Into so many lists the numbers are sorted as they come, so that none takes long to look through. */
const LISTS = 256;
/** What of a number of 53 bits is left to tell within its list. */
const REST = 2 ** 45;

/** Numbers of {@link pathKey} as they come, many at a time. */
export class PathKeys {
  readonly #lists = Array.from({ length: LISTS }, () => ({ keys: new Float64Array(64), count: 0 }));

  add(key: number): void {
    const list = this.#lists[Math.floor(key / REST)];
    if (list === undefined) return;
    if (list.count === list.keys.length) {
      const larger = new Float64Array(2 * list.count);
      larger.set(list.keys);
      list.keys = larger;
    }
    list.keys[list.count++] = key;
  }

  /** Those that came more than once. */
  repeated(): ReadonlySet<number> {
    return atOnce(this.repeatedInPieces());
  }

  /** The same in pieces. */
  *repeatedInPieces(): Pieces<ReadonlySet<number>> {
    const found = new Set<number>();
    for (const { keys, count } of this.#lists) {
      yield;
      const sorted = keys.subarray(0, count).slice().sort();
      for (let at = 1; at < sorted.length; at++) {
        const key = sorted[at];
        if (key !== undefined && key === sorted[at - 1]) found.add(key);
      }
    }
    return found;
  }
}
