/** Ids to their positions. */

/**
 * The positions of ids in the order in which they are added: a hash table with open addressing (linear probing).
 *
 * A `Map` or a `Set` puts its keys into V8's table of strings, where hundreds of thousands of numeric ids, whose hashes
 * are their values, fill one long stretch: after that, every new short string, such as a word, takes hundreds of steps.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const positions = new Positions(["17", "4"]);
 * assert.equal(positions.get("4"), 1);
 * assert.equal(positions.add("17"), false);
 * ```
 */
export class Positions {
  readonly #ids: string[] = [];
  #hashes = new Int32Array(8);
  /** Position plus one; 0 where free. Its length is a power of two, and twice that of `#hashes`. */
  #slots = new Int32Array(16);

  constructor(ids: readonly string[] = []) {
    for (const id of ids) this.add(id);
  }

  get size(): number {
    return this.#ids.length;
  }

  /** Adds an id that is not there yet; returns whether it was not. */
  add(id: string): boolean {
    const hash = stringHash(id), slot = this.#slotOf(id, hash);
    if (this.#slots[slot] !== 0) return false;
    this.#hashes[this.#ids.length] = hash;
    this.#slots[slot] = this.#ids.push(id);
    if (this.#ids.length === this.#hashes.length) this.#grow();
    return true;
  }

  /** The position of an id; undefined where it is not there. */
  get(id: string): number | undefined {
    const place = this.#slots[this.#slotOf(id, stringHash(id))];
    return place === 0 ? undefined : place - 1;
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  /** The slot of an id, or the free one where it belongs. */
  #slotOf(id: string, hash: number): number {
    const slots = this.#slots, mask = slots.length - 1;
    let slot = hash & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const position = slots[slot] - 1;
      if (this.#hashes[position] === hash && this.#ids[position] === id) break;
    }
    return slot;
  }

  #grow(): void {
    const hashes = new Int32Array(2 * this.#hashes.length);
    hashes.set(this.#hashes);
    const slots = new Int32Array(2 * this.#slots.length), mask = slots.length - 1;
    for (let position = 0; position < this.#ids.length; position++) {
      let slot = hashes[position] & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = position + 1;
    }
    [this.#hashes, this.#slots] = [hashes, slots];
  }
}

/** A hash of a string, 32 bits: FNV-1a over UTF-16 units, its high bits mixed into the low. */
export function stringHash(id: string): number {
  let hash = 0x811c9dc5;
  for (let k = 0; k < id.length; k++) hash = Math.imul(hash ^ id.charCodeAt(k), 0x01000193);
  return hash ^ (hash >>> 15);
}
