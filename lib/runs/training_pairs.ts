/** How much there is to train on. */
import { type CollectionChoice, entryOf } from "./collections/registry.ts";

/**
 * The pairs of train queries and relevant passages in a collection or its part.
 *
 * @param positives Relevant passages that count for a query at most.
 */
export async function trainingPairs(collection: CollectionChoice, positives: number): Promise<number> {
  // Loaded on first need: a study can be listed without a tensor engine.
  const { trainingOf } = await import("./prepare_data.ts");
  const { split, queries, qrels } = await trainingOf(collection);
  return split.train.reduce((pairs, query) => {
    const grades = [...qrels.get(queries.ids[query])?.values() ?? []];
    return pairs + Math.min(positives, grades.filter((grade) => grade > 0).length);
  }, 0);
}

/** How many triples a collection has of its own, or in another list of its: what an epoch is. */
export async function ownTriples(collection: CollectionChoice, list?: string): Promise<number> {
  return await entryOf(collection).tripleCount?.(list) ?? await trainingPairs(collection, 1);
}
