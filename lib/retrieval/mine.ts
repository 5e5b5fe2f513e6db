/** Training triples with hard negatives from BM25's rankings. */
import { createHash } from "node:crypto";
import { checkCollection, collectionFingerprint, isWholeArrow, readArrow, writeArrow } from "../data/mod.ts";
import { type Collection, generator, inCache, startProgress, type Triples, UserError } from "../base/mod.ts";
import { WORD_RULES } from "./bm25/words.ts";
import { ownPassages } from "./own_passages.ts";
import { bestPassages, positionsById } from "./relevant.ts";
import { bm25Of } from "./shared_index.ts";

/** Raise this number when the same collection and options give other triples. */
const CACHE_VERSION = 2;

export interface MiningOptions {
  readonly seed: number;
  /** The lowest rank of a negative in BM25's ranking; default 50. */
  readonly depth?: number;
}

/**
 * Makes one triple for each train query, in the order of the split: the query, its best judged passage, and a
 * negative drawn uniformly from BM25's top `depth` without the judged passages.
 *
 * Where that is empty, the negative is drawn from all unjudged passages. One that has the positive's text or is the query
 * itself is drawn again. The triples are cached by the content of the collection and the options; a damaged cache is made
 * again.
 *
 * @throws UserError where the collection is empty, has no train queries, judges every passage of a query, or lacks
 * a relevant passage for one.
 */
export async function mineTriples(collection: Collection, options: MiningOptions): Promise<Triples> {
  const { seed, depth = 50 } = options;
  checkCollection(collection);
  const file = inCache("triples", `${keyOf(collection, { seed, depth })}.arrow`);
  const schema = { queries: "int32", positives: "int32", negatives: "int32" } as const;
  if (!await isWholeArrow(file)) await writeArrow(file, { ...mine(collection, { seed, depth }) });
  return await readArrow(file, schema, { checked: true });
}

function mine(collection: Collection, { seed, depth }: Required<MiningOptions>): Triples {
  const { passages, queries, qrels, name } = collection;
  const train = collection.split.train;
  if (train.length === 0) {
    throw new UserError(`Expected collection "${name}" to have train queries but found none.`);
  }
  const random = generator(seed);
  const index = bm25Of(passages);
  const positions = positionsById(passages.ids);
  const own = ownPassages(queries, passages);
  let again = 0;
  const triples = {
    queries: train.slice(),
    positives: new Int32Array(train.length),
    negatives: new Int32Array(train.length),
  };
  const progress = startProgress("Drawing negatives from BM25's rankings", { total: train.length });
  train.forEach((query, i) => {
    const best = bestPassages(collection, query);
    triples.positives[i] = positions.get(best[random.below(best.length)])!;
    const judged = qrels.get(queries.ids[query])!;
    const unjudged = (position: number) => !judged.has(passages.ids[position]);
    const hard = index.search(queries.texts[query], depth).positions.filter(unjudged);
    const pool = hard.length > 0 ? hard : Int32Array.from(passages.ids.keys()).filter(unjudged);
    if (pool.length === 0) throw nothingLeft(collection, query);
    const text = passages.texts[triples.positives[i]];
    const sound = (position: number) => passages.texts[position] !== text && position !== own[query];
    // Drawn again only where it has to be, so that all other draws stay the same.
    let drawn = pool[random.below(pool.length)];
    if (!sound(drawn)) {
      again++;
      const left = pool.filter(sound);
      const rest = left.length > 0
        ? left
        : Int32Array.from(passages.ids.keys()).filter((position) => unjudged(position) && sound(position));
      if (rest.length === 0) throw nothingLeft(collection, query);
      drawn = rest[random.below(rest.length)];
    }
    triples.negatives[i] = drawn;
    progress.update(i + 1);
  });
  progress.finish(
    again > 0 ? `${again} had the text of the positive or were the query, and were drawn again` : "",
  );
  return triples;
}

function nothingLeft({ name, queries }: Collection, query: number): UserError {
  return new UserError(
    `Expected a passage outside the qrels of query "${
      queries.ids[query]
    }" of collection "${name}" but all are judged ` +
      "or have the positive's text. There is nothing to draw a negative from.",
  );
}

/** A hash of all that the triples depend on. */
function keyOf(collection: Collection, options: Required<MiningOptions>): string {
  const facts = JSON.stringify([CACHE_VERSION, WORD_RULES, options, collectionFingerprint(collection)]);
  return createHash("sha256").update(facts).digest("hex").slice(0, 16);
}
