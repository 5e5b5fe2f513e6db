/** Triples that become more. */
import type { Triples } from "../base/mod.ts";

/** Rows of a part. */
const PART = 1 << 16;

/**
 * Triples that are added one after the other, as positions: 12 bytes each outside of JavaScript's heap, in parts, so that
 * none is copied while they become more.
 *
 * @example Two triples
 * ```ts
 * import assert from "node:assert/strict";
 * const rows = new TripleRows();
 * rows.add(0, 5, 6);
 * rows.add(1, 7, 8);
 * assert.deepEqual([...rows.drain().negatives], [6, 8]);
 * ```
 */
export class TripleRows {
  readonly #parts: Int32Array[] = [];
  #count = 0;

  add(query: number, positive: number, negative: number): void {
    const at = this.#count % PART;
    if (at === 0) this.#parts.push(new Int32Array(3 * PART));
    const part = this.#parts[this.#parts.length - 1];
    part[3 * at] = query;
    part[3 * at + 1] = positive;
    part[3 * at + 2] = negative;
    this.#count++;
  }

  /**
   * The triples in the order in which they were added; there are none left. Each part is given up once it is copied.
   *
   * @param isKept Whether those of a query are taken; default all are.
   */
  drain(isKept: (query: number) => boolean = () => true): Triples {
    let size = 0;
    this.#parts.forEach((part, i) => {
      for (let at = 0; at < this.#endOf(i); at += 3) if (isKept(part[at])) size++;
    });
    const [queries, positives, negatives] = [1, 2, 3].map(() => new Int32Array(size));
    let next = 0;
    for (let i = 0; i < this.#parts.length; i++) {
      const part = this.#parts[i];
      for (let at = 0; at < this.#endOf(i); at += 3) {
        if (!isKept(part[at])) continue;
        queries[next] = part[at];
        positives[next] = part[at + 1];
        negatives[next] = part[at + 2];
        next++;
      }
      this.#parts[i] = EMPTY;
    }
    this.#parts.length = this.#count = 0;
    return { queries, positives, negatives };
  }

  /** Where the numbers of a part end. */
  #endOf(part: number): number {
    return 3 * Math.min(PART, this.#count - part * PART);
  }
}

const EMPTY = new Int32Array(0);
