/** The best judged passages of a query. */
import { type Collection, Positions, UserError } from "../base/mod.ts";

/** Ids of passages to their positions. */
export function positionsById(ids: readonly string[]): Positions {
  return new Positions(ids);
}

/**
 * The passages of a query's highest grade, in the order of the qrels: in `wordnet`, its synset.
 *
 * @throws UserError where the query has no relevant passage.
 */
export function bestPassages(collection: Collection, query: number): string[] {
  const id = collection.queries.ids[query];
  const grades = [...collection.qrels.get(id) ?? []];
  const highest = Math.max(0, ...grades.map(([, grade]) => grade));
  if (highest === 0) {
    throw new UserError(
      `Expected query "${id}" of collection "${collection.name}" to have a relevant passage but found none ` +
        "in its qrels. Leave the query out of the split, or judge a passage for it.",
    );
  }
  return grades.filter(([, grade]) => grade === highest).map(([passage]) => passage);
}
