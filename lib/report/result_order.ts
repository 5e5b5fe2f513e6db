/** The order in which results are listed. */
import { collectionLabel, encoderRank, type RunResult } from "../runs/mod.ts";
import { means } from "../studies/mod.ts";

/** Results by collection, then by encoder, the highest nDCG@10 first, as in `results/summary.md`. */
export function inOrder(results: readonly RunResult[]): RunResult[] {
  const keyed = results.map((result) => ({
    result,
    collection: collectionLabel(result.config),
    rank: encoderRank(result.config.encoder),
    ndcg: means(result)["nDCG@10"],
  }));
  keyed.sort((a, b) =>
    (a.collection < b.collection ? -1 : a.collection > b.collection ? 1 : 0) || a.rank - b.rank ||
    b.ndcg - a.ndcg
  );
  return keyed.map(({ result }) => result);
}
