/** Triples with false negatives on purpose: what judgements that miss something do to a training. */
import { type Collection, generator, shuffle, type Triples, UserError } from "../base/mod.ts";
import { positionsById } from "../retrieval/relevant.ts";

/**
 * Replaces negatives by passages that are relevant to the query, other than the triple's own positive: of grade 1 and up.
 *
 * A smaller share's replacements are among a larger one's, so that runs differ in nothing else.
 *
 * @param share Of all triples, in [0, 1].
 * @throws UserError where fewer triples than that have another relevant passage.
 */
export function withFalseNegatives(
  collection: Collection,
  triples: Triples,
  { share, seed }: { share: number; seed: number },
): Triples {
  const { queries, positives, negatives } = triples;
  const positions = positionsById(collection.passages.ids);
  const others = (triple: number) =>
    [...collection.qrels.get(collection.queries.ids[queries[triple]]) ?? []]
      .filter(([, grade]) => grade > 0)
      .map(([id]) => positions.get(id)!)
      .filter((position) => position !== positives[triple]);
  const random = generator(seed);
  const order = shuffle(Int32Array.from(queries.keys()), random);
  const replaced = negatives.slice();
  let missing = Math.round(share * queries.length);
  for (const triple of order) {
    if (missing === 0) break;
    const relevant = others(triple);
    if (relevant.length === 0) continue;
    replaced[triple] = relevant[random.below(relevant.length)];
    missing--;
  }
  if (missing === 0) return { ...triples, negatives: replaced };
  const wanted = Math.round(share * queries.length), possible = wanted - missing;
  const most = Math.floor(1000 * possible / queries.length) / 1000;
  throw new UserError(
    `Expected ${wanted} of the ${queries.length} triples of ${collection.name} to have another relevant passage, for ` +
      `falseNegatives: ${share}, but found that ${possible} of ${queries.length} triples have one` +
      (most > 0
        ? `: the largest share is ${most}.`
        : ", so that no share is possible. It needs queries with several judged passages that are relevant."),
  );
}
