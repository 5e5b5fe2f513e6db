/** Strings, such as ids or texts, to their positions. */

/**
 * The positions of strings in a list, found by the string: a hash table with open addressing (linear probing). It keeps no
 * copy of the strings, which may be nowhere in memory (see `lazyList`). Of equal strings it is the first.
 *
 * As long as the strings are `0`, `1`, `2` and so on, as MS MARCO's ids are, each says its position, and there is no table.
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
  readonly #given: readonly string[];
  /** Added later; their positions follow those of the given ones. */
  readonly #added: string[] = [];
  /** Different strings. */
  #size = 0;
  /** Strings are their positions: the table is empty. */
  #counted = true;
  /** `[given and added]` */
  #hashes = new Int32Array(8);
  /** Position plus one; 0 where free. Its length is a power of two, and at least twice that of `#hashes`. */
  #slots = new Int32Array(16);

  constructor(given: readonly string[] = []) {
    this.#given = given;
    let position = 0;
    for (const string of given) this.#put(string, position++);
  }

  /** How many different strings there are. */
  get size(): number {
    return this.#size;
  }

  /** Adds a string that is not there yet; returns whether it was not. */
  add(string: string): boolean {
    if (!this.#put(string, this.#given.length + this.#added.length)) return false;
    this.#added.push(string);
    return true;
  }

  /** The position of a string; undefined where it is not there. */
  get(string: string): number | undefined {
    if (this.#counted) {
      const position = countOf(string);
      return position < this.#size ? position : undefined;
    }
    const place = this.#slots[this.#slotOf(string, stringHash(string))];
    return place === 0 ? undefined : place - 1;
  }

  has(string: string): boolean {
    return this.get(string) !== undefined;
  }

  /** Puts a string at a position after all others; returns whether it was not there. */
  #put(string: string, position: number): boolean {
    if (this.#counted) {
      const count = countOf(string);
      if (count < this.#size) return false;
      if (count === position && position === this.#size) {
        this.#size++;
        return true;
      }
      this.#counted = false;
      this.#size = 0;
      for (let i = 0; i < position; i++) this.#put(this.#at(i), i);
    }
    if (position >= this.#hashes.length) this.#grow();
    const hash = this.#hashes[position] = stringHash(string), slot = this.#slotOf(string, hash);
    if (this.#slots[slot] !== 0) return false;
    this.#slots[slot] = position + 1;
    this.#size++;
    return true;
  }

  #at(position: number): string {
    const given = this.#given.length;
    return position < given ? this.#given[position] : this.#added[position - given];
  }

  /** The slot of a string, or the free one where it belongs. */
  #slotOf(string: string, hash: number): number {
    const slots = this.#slots, mask = slots.length - 1;
    let slot = hash & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const position = slots[slot] - 1;
      if (this.#hashes[position] === hash && this.#at(position) === string) break;
    }
    return slot;
  }

  #grow(): void {
    const hashes = new Int32Array(2 * this.#hashes.length);
    hashes.set(this.#hashes);
    const slots = new Int32Array(2 * this.#slots.length), mask = slots.length - 1;
    for (const place of this.#slots) {
      if (place === 0) continue;
      let slot = hashes[place - 1] & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = place;
    }
    [this.#hashes, this.#slots] = [hashes, slots];
  }
}

/** The number that a string is in the shortest decimal notation; Infinity where it is none below 10^9. */
function countOf(string: string): number {
  const { length } = string;
  if (length === 0 || length > 9 || length > 1 && string.charCodeAt(0) === ZERO) return Infinity;
  let count = 0;
  for (let i = 0; i < length; i++) {
    const digit = string.charCodeAt(i) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return Infinity;
    count = 10 * count + digit;
  }
  return count;
}

const ZERO = 48;

/** A hash of a string, 32 bits: FNV-1a over UTF-16 units, its high bits mixed into the low. */
function stringHash(string: string): number {
  let hash = 0x811c9dc5;
  for (let k = 0; k < string.length; k++) hash = Math.imul(hash ^ string.charCodeAt(k), 0x01000193);
  return hash ^ (hash >>> 15);
}
