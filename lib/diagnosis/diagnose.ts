/** What an encoder makes of a collection before it is trained on it. */
import { type Collection, generator, mean, shuffle, textsAt } from "../base/mod.ts";
import { type Encoder, encodeTokens, prompted } from "../encoders/mod.ts";
import { bm25Candidates, drawNegatives } from "../retrieval/mod.ts";
import { standardDeviation } from "../statistics/mod.ts";
import { packTexts } from "../text/mod.ts";
import { alignment, cosines, effectiveRank, uniformity, type Vectors } from "./geometry.ts";

/** Properties of an encoder on a collection, by name. */
export interface Diagnosis {
  /** Mean of the adaptive targets, (cos(p, n) + 1) / 2. */
  readonly "mean target": number;
  /** Their standard deviation: without any, adaptive targets are static ones. */
  readonly "spread of targets": number;
  /** Mean of the margins, cos(q, p) - cos(q, n). */
  readonly "mean margin": number;
  /** Share of the triples whose positive is nearer to the query than their negative. */
  readonly "ordered triples": number;
  /** Of queries and positives. */
  readonly "alignment": number;
  /** Of the passages. */
  readonly "uniformity": number;
  /** Of the passages. */
  readonly "effective rank": number;
}

export interface DiagnosisOptions {
  /** Triples that are looked at; fewer where the collection has fewer train queries. Default 512. */
  readonly triples?: number;
  /** Of the draw of queries and negatives; default 1. */
  readonly seed?: number;
  /** Tokens that texts are cut at; default 20 and 200, as in the reference. */
  readonly lengths?: { readonly query: number; readonly passage: number };
}

/** With fewer triples, the standard error of a share, as of the ordered triples, can be above 0.05. */
export const FEW_TRIPLES = 100;

/** Candidates that a negative is drawn from: BM25's best. */
const DEPTH = 50;

/**
 * Looks at triples of train queries with negatives from BM25's best 50, as `mine` draws them. Dev and test queries are not
 * touched.
 *
 * @throws UserError where the collection has no train queries, or none with a relevant passage.
 */
export async function diagnose(
  encoder: Encoder,
  collection: Collection,
  { triples: most = 512, seed = 1, lengths = { query: 20, passage: 200 } }: DiagnosisOptions = {},
): Promise<Diagnosis & { readonly triples: number }> {
  const train = shuffle(collection.split.train.slice(), generator(seed)).subarray(0, most);
  const { triples } = drawNegatives({ ...collection, split: { ...collection.split, train } }, {
    candidates: bm25Candidates(collection, DEPTH),
    ranks: [1, DEPTH],
    seed,
  });
  const embed = async (as: "query" | "passage", positions: Int32Array): Promise<Vectors> => {
    const texts = textsAt(as === "query" ? collection.queries : collection.passages, positions).texts;
    const maxLength = Math.min(lengths[as], encoder.maxLength);
    const tokens = packTexts(encoder.tokenizer, prompted(encoder, texts, as), { maxLength });
    return { values: await encodeTokens(encoder, tokens, { normalize: true }), width: encoder.width };
  };
  const queries = await embed("query", triples.queries);
  const positives = await embed("passage", triples.positives);
  const negatives = await embed("passage", triples.negatives);
  const targets = cosines(positives, negatives).map((cosine) => (cosine + 1) / 2);
  const toNegatives = cosines(queries, negatives);
  const margins = cosines(queries, positives).map((cosine, i) => cosine - toNegatives[i]);
  const passages = { values: joined(positives.values, negatives.values), width: encoder.width };
  return {
    "triples": targets.length,
    "mean target": mean(targets),
    "spread of targets": standardDeviation(targets),
    "mean margin": mean(margins),
    "ordered triples": margins.filter((margin) => margin > 0).length / margins.length,
    "alignment": alignment(queries, positives),
    "uniformity": uniformity(passages),
    "effective rank": effectiveRank(passages),
  };
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const both = new Float32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
