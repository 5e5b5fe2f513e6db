/** Texts to their positions. */
import { stringHash } from "../base/mod.ts";

/**
 * The positions of texts, found by the text: a hash table with open addressing, which keeps no second copy of the texts. Of
 * equal texts it is the first.
 *
 * @example The first of two that are equal
 * ```ts
 * import assert from "node:assert/strict";
 * const positions = new TextPositions(["a fox", "a hen", "a fox"]);
 * assert.equal(positions.get("a fox"), 0);
 * assert.equal(positions.get("a dog"), undefined);
 * ```
 */
export class TextPositions {
  readonly #texts: readonly string[];
  readonly #hashes: Int32Array;
  /** Position plus one; 0 where free. */
  readonly #slots: Int32Array;

  constructor(texts: readonly string[]) {
    this.#texts = texts;
    this.#hashes = new Int32Array(texts.length);
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * texts.length + 2)));
    for (let position = 0; position < texts.length; position++) {
      const hash = this.#hashes[position] = stringHash(texts[position]);
      const slot = this.#slotOf(texts[position], hash);
      if (this.#slots[slot] === 0) this.#slots[slot] = position + 1;
    }
  }

  /** The position of a text; undefined where it is not there. */
  get(text: string): number | undefined {
    const place = this.#slots[this.#slotOf(text, stringHash(text))];
    return place === 0 ? undefined : place - 1;
  }

  /** The slot of a text, or the free one where it belongs. */
  #slotOf(text: string, hash: number): number {
    const slots = this.#slots, mask = slots.length - 1;
    let slot = hash & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const position = slots[slot] - 1;
      if (this.#hashes[position] === hash && this.#texts[position] === text) break;
    }
    return slot;
  }
}
