/** Training lists of a cross-encoder: a query, its positive, and several negatives. */
import { type Texts, type Triples, UserError } from "../base/mod.ts";

/** Lists as positions: `queries[i]` in the queries, the others in the passages. */
export interface RankedLists {
  /** `[N]` */
  readonly queries: Int32Array;
  /** `[N]` */
  readonly positives: Int32Array;
  /** `[N * K]`: the negatives of list i are from `i * K` on. */
  readonly negatives: Int32Array;
}

/** Texts, and lists as positions in them. */
export interface ListData {
  readonly queries: Texts;
  readonly passages: Texts;
  readonly lists: RankedLists;
}

/**
 * Negatives of a list.
 *
 * @throws UserError where there are no lists, or their sizes do not fit.
 */
export function negativesOfList({ queries, positives, negatives }: RankedLists): number {
  const size = queries.length;
  if (size === 0) throw new UserError("Expected lists to train on but found none.");
  const each = negatives.length / size;
  if (positives.length === size && Number.isInteger(each) && each >= 1) return each;
  throw new UserError(
    `Expected lists of one positive and equally many negatives but found ${positives.length} positives and ` +
      `${negatives.length} negatives for ${size} queries.`,
  );
}

/**
 * Lists from triples whose neighbours share query and positive, as `drawNegatives` makes them.
 *
 * @param negatives Negatives of a list, `K`.
 * @throws UserError where neighbours differ.
 *
 * @example Two negatives a list
 * ```ts
 * import assert from "node:assert/strict";
 * const triples = {
 *   queries: Int32Array.of(0, 0, 1, 1),
 *   positives: Int32Array.of(5, 5, 6, 6),
 *   negatives: Int32Array.of(1, 2, 3, 4),
 * };
 * assert.deepEqual([...listsOfTriples(triples, 2).positives], [5, 6]);
 * ```
 */
export function listsOfTriples({ queries, positives, negatives }: Triples, each: number): RankedLists {
  const first = (of: Int32Array) => of.filter((_, i) => i % each === 0);
  const lists = { queries: first(queries), positives: first(positives), negatives };
  const broken = queries.findIndex((query, i) => {
    const list = Math.floor(i / each);
    return query !== lists.queries[list] || positives[i] !== lists.positives[list];
  });
  if (queries.length % each === 0 && broken < 0) return lists;
  throw new UserError(
    `Expected triples in groups of ${each} that share query and positive but found another ` +
      `${
        broken < 0 ? "number of triples" : `at triple ${broken}`
      }. Draw ${each} negatives for each positive.`,
  );
}
