/** Numbers that become more. */

/** Numbers of a part. */
const PART = 1 << 20;

/**
 * Numbers that are added one after the other: 4 bytes each outside of JavaScript's heap, in parts, so that none is copied
 * while they become more.
 *
 * @example Three numbers
 * ```ts
 * import assert from "node:assert/strict";
 * const numbers = new Occurrences();
 * for (const number of [5, 6, 5]) numbers.add(number);
 * const found: number[] = [];
 * numbers.drain((number) => found.push(number));
 * assert.deepEqual(found, [5, 6, 5]);
 * ```
 */
export class Occurrences {
  #parts: Int32Array[] = [];
  #last: Int32Array = new Int32Array(0);
  /** Numbers in the last part. */
  #count = 0;

  add(number: number): void {
    if (this.#count === this.#last.length) {
      this.#parts.push(this.#last = new Int32Array(PART));
      this.#count = 0;
    }
    this.#last[this.#count++] = number;
  }

  /** Takes all numbers out in their order. Each part is given up once it is taken. */
  drain(take: (number: number) => void): void {
    const parts = this.#parts.reverse(), count = this.#count;
    this.#parts = [];
    this.#last = new Int32Array(0);
    this.#count = 0;
    for (let part; (part = parts.pop());) {
      const end = parts.length === 0 ? count : PART;
      for (let i = 0; i < end; i++) take(part[i]);
    }
  }
}
