/** Training triples with hard negatives from BM25's rankings. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { checkCollection, readArrow, writeArrow } from "../data/mod.ts";
import { type Collection, generator, inCache, startProgress, type Triples, UserError } from "../base/mod.ts";
import { WORD_RULES } from "./bm25/words.ts";
import { bestPassages, positionsById } from "./relevant.ts";
import { bm25Of } from "./shared_index.ts";
import { textsFingerprint } from "./texts_fingerprint.ts";

/** Raise this number when the same collection and options give other triples. */
const CACHE_VERSION = 1;

export interface MiningOptions {
  readonly seed: number;
  /** The lowest rank of a negative in BM25's ranking; default 50. */
  readonly depth?: number;
}

/**
 * Makes one triple for each train query, in the order of the split: the query, its best judged passage, and a
 * negative drawn uniformly from BM25's top `depth` without the judged passages.
 *
 * Where that is empty, the negative is drawn from all unjudged passages. The triples are cached by the content of the
 * collection and the options.
 *
 * @throws UserError where the collection is empty, has no train queries, judges every passage of a query, or lacks
 * a relevant passage for one.
 */
export async function mineTriples(collection: Collection, options: MiningOptions): Promise<Triples> {
  const { seed, depth = 50 } = options;
  checkCollection(collection);
  const file = inCache("triples", `${keyOf(collection, { seed, depth })}.arrow`);
  const schema = { queries: "int32", positives: "int32", negatives: "int32" } as const;
  if (!existsSync(file)) await writeArrow(file, { ...mine(collection, { seed, depth }) });
  return await readArrow(file, schema);
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
    if (pool.length === 0) {
      throw new UserError(
        `Expected a passage outside the qrels of query "${queries.ids[query]}" of collection "${name}" ` +
          "but all are judged. There is nothing to draw a negative from.",
      );
    }
    triples.negatives[i] = pool[random.below(pool.length)];
    progress.update(i + 1);
  });
  progress.finish();
  return triples;
}

/** A hash of all that the triples depend on. */
function keyOf(collection: Collection, options: Required<MiningOptions>): string {
  const { passages, queries, qrels, split } = collection;
  const hash = createHash("sha256").update(
    JSON.stringify([CACHE_VERSION, WORD_RULES, options, [...split.train]]),
  );
  for (const texts of [passages, queries]) hash.update(textsFingerprint(texts));
  for (const [query, grades] of qrels) hash.update(`${query}\t${[...grades].join("\t")}\n`);
  return hash.digest("hex").slice(0, 16);
}
