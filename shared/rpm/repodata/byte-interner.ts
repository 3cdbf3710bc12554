/** Longest chain of occupied slots that a look-up walks: a bound on what made-up collisions can cost. */
const PROBES_MAX = 64;

/**
 * Numbers distinct byte strings 0, 1, 2, … in the order in which they first came, without making a JavaScript string
 * of any. Keys that collide too often (only a made-up file does that) are not kept, and get −1 each time.
 */
export class ByteInterner {
  private slots = new Int32Array(1024).fill(-1);
  private hashes = new Int32Array(512);
  private starts = new Uint32Array(513);
  private arena = new Uint8Array(16 * 1024);
  private used = 0;

  get size(): number {
    return this.used;
  }

  /** The number of the bytes from `start` up to `end`; it equals the former {@link size} where they are new. */
  intern(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashOf(bytes, start, end);
    const mask = this.slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (let probe = 0; probe < PROBES_MAX; probe += 1) {
      const index = this.slots[slot] ?? -1;
      if (index < 0) return this.add(slot, hash, bytes, start, end);
      if (this.hashes[index] === hash && this.equals(index, bytes, start, end)) return index;
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  /** Whether the bytes numbered `index` are these. */
  equals(index: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.starts[index] ?? 0;
    const length = (this.starts[index + 1] ?? 0) - from;
    if (length !== end - start) return false;
    const arena = this.arena;
    for (let i = 0; i < length; i += 1) if (arena[from + i] !== bytes[start + i]) return false;
    return true;
  }

  /** The bytes numbered `index`; valid until the next {@link intern}. */
  bytesOf(index: number): Uint8Array {
    return this.arena.subarray(this.starts[index] ?? 0, this.starts[index + 1] ?? 0);
  }

  private add(slot: number, hash: number, bytes: Uint8Array, start: number, end: number): number {
    const index = this.used;
    const from = this.starts[index] ?? 0;
    const until = from + (end - start);
    if (until > this.arena.length) {
      const arena = new Uint8Array(Math.max(this.arena.length * 2, until * 2));
      arena.set(this.arena.subarray(0, from));
      this.arena = arena;
    }
    for (let i = start, to = from; i < end; i += 1, to += 1) this.arena[to] = bytes[i] ?? 0;
    this.slots[slot] = index;
    this.hashes[index] = hash;
    this.starts[index + 1] = until;
    this.used += 1;
    if (this.used * 2 > this.slots.length) this.grow();
    return index;
  }

  private grow(): void {
    const size = this.slots.length * 2;
    const hashes = new Int32Array(size / 2);
    hashes.set(this.hashes.subarray(0, this.used));
    const starts = new Uint32Array(size / 2 + 1);
    starts.set(this.starts.subarray(0, this.used + 1));
    const slots = new Int32Array(size).fill(-1);
    for (let index = 0; index < this.used; index += 1) {
      const hash = hashes[index] ?? 0;
      let slot = (hash ^ (hash >>> 15)) & (size - 1);
      while ((slots[slot] ?? -1) >= 0) slot = (slot + 1) & (size - 1);
      slots[slot] = index;
    }
    this.slots = slots;
    this.hashes = hashes;
    this.starts = starts;
  }
}

/** FNV-1a, 32 bits. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = start; i < end; i += 1) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash;
}
