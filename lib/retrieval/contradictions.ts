/** Triples that ask for a contradiction: the negative has the text of the positive, or is the query itself. */
import { type Collection, type Triples, UserError } from "../base/mod.ts";
import { ownPassages } from "./own_passages.ts";

/** Triples without contradictions, and how many were left out. */
export interface SoundTriples {
  readonly triples: Triples;
  /** Whose negative has the text of the positive. */
  readonly sameTextAsPositive: number;
  /** Whose negative has the text of the query. */
  readonly sameTextAsQuery: number;
}

/**
 * Leaves out triples whose negative has the text of the positive, which no encoder can put apart, or that of the query.
 *
 * @throws UserError where none is left.
 *
 * @example Passages 0 and 2 are the same
 * ```ts
 * import assert from "node:assert/strict";
 * const passages = { ids: ["a", "b", "c"], texts: ["a fox", "a hen", "a fox"] };
 * const queries = { ids: ["q"], texts: ["fox"] };
 * const triples = {
 *   queries: Int32Array.of(0, 0),
 *   positives: Int32Array.of(0, 0),
 *   negatives: Int32Array.of(2, 1),
 * };
 * const { triples: left, sameTextAsPositive } = withoutContradictions(triples, { passages, queries });
 * assert.deepEqual([sameTextAsPositive, ...left.negatives], [1, 1]);
 * ```
 */
export function withoutContradictions(
  triples: Triples,
  { passages, queries }: Pick<Collection, "passages" | "queries">,
): SoundTriples {
  const own = ownPassages(queries, passages);
  const kept: number[] = [];
  let sameTextAsPositive = 0, sameTextAsQuery = 0;
  triples.negatives.forEach((negative, i) => {
    const text = passages.texts[negative], query = triples.queries[i];
    if (text === passages.texts[triples.positives[i]]) sameTextAsPositive++;
    else if (text === queries.texts[query] || negative === own[query]) sameTextAsQuery++;
    else kept.push(i);
  });
  if (kept.length === 0) {
    throw new UserError(
      `Expected triples whose negative differs from the positive and the query but found none among ` +
        `${triples.negatives.length}. Are the columns query, positive and negative?`,
    );
  }
  const of = (positions: Int32Array) => Int32Array.from(kept, (i) => positions[i]);
  return {
    triples: {
      queries: of(triples.queries),
      positives: of(triples.positives),
      negatives: of(triples.negatives),
    },
    sameTextAsPositive,
    sameTextAsQuery,
  };
}
