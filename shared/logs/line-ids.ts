/** Numbers for lines: equal lines have equal ones, from 0. Texts are not kept, but told apart by 53 bits of hash. */
export class LineIds {
  #keys = new Float64Array(1 << 12);
  #ids = new Int32Array(1 << 12).fill(-1);
  #count = 0;

  /** How many different lines there were. */
  get count(): number {
    return this.#count;
  }

  idOf(text: string): number {
    const key = hashOf(text);
    const mask = this.#keys.length - 1;
    let slot = key & mask;
    for (;;) {
      const id = this.#ids[slot] ?? -1;
      if (id === -1) break;
      if (this.#keys[slot] === key) return id;
      slot = (slot + 1) & mask;
    }
    this.#keys[slot] = key;
    this.#ids[slot] = this.#count;
    this.#count += 1;
    if (this.#count * 2 > this.#keys.length) this.#grow();
    return this.#count - 1;
  }

  #grow(): void {
    const [keys, ids] = [this.#keys, this.#ids];
    this.#keys = new Float64Array(keys.length * 2);
    this.#ids = new Int32Array(keys.length * 2).fill(-1);
    const mask = this.#keys.length - 1;
    for (const [at, id] of ids.entries()) {
      if (id === -1) continue;
      const key = keys[at] ?? 0;
      let slot = key & mask;
      while (this.#ids[slot] !== -1) slot = (slot + 1) & mask;
      this.#keys[slot] = key;
      this.#ids[slot] = id;
    }
  }
}

/** Two multiplicative hashes of 32 bits (Knuth, TAOCP 6.4), of which 53 bits are kept. */
function hashOf(text: string): number {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    one = Math.imul(one ^ unit, 0x9e3779b1);
    two = Math.imul(two ^ unit, 0x5f356495);
  }
  one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(two ^ (two >>> 13), 0xc2b2ae35);
  two = Math.imul(two ^ (two >>> 16), 0x85ebca6b) ^ Math.imul(one ^ (one >>> 13), 0xc2b2ae35);
  return (two & 0x1fffff) * 0x1_0000_0000 + (one >>> 0);
}
