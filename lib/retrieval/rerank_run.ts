/** Reranking of any run: its best passages in the order of an encoder's scores. */
import { type Ranking, type Run, type Texts, UserError } from "../base/mod.ts";
import { rankOrder } from "../metrics/mod.ts";
import type { PairScorer } from "./pair_scorer.ts";
import { positionsById } from "./relevant.ts";

export interface RerankTask {
  readonly run: Run;
  readonly queries: Texts;
  readonly passages: Texts;
  /** Passages of each ranking that are reordered. */
  readonly depth: number;
  /** Told how many pairs are done. */
  onProgress?(done: number): void;
}

/** Pairs that are in memory as tokens at once. */
const PART = 16_384;

/** How many pairs a task has to score. */
export function pairsToScore({ run, depth }: Pick<RerankTask, "run" | "depth">): number {
  let pairs = 0;
  for (const { ids } of run.values()) pairs += Math.min(depth, ids.length);
  return pairs;
}

/**
 * Reorders the best passages of each ranking by an encoder's scores.
 *
 * The best are taken as trec_eval ranks: by score, ties by descending id. The passages after them follow in their order,
 * each with a score below the one before it, so that measures deeper than `depth` do not lose them.
 *
 * @returns A run over the same queries and passages.
 * @throws UserError where the run names a query or passage that the collection lacks.
 */
export async function rerankRun(scorer: PairScorer, task: RerankTask): Promise<Run> {
  const { queries, passages, run, depth, onProgress } = task;
  const known = { query: positionsById(queries.ids), passage: positionsById(passages.ids) };
  const position = (what: "query" | "passage", id: string, of = id) => {
    const found = known[what].get(id);
    if (found !== undefined) return found;
    throw new UserError(
      `Expected the run's ${
        what === "query" ? "queries" : "passages"
      } to be those of the collection but found ` +
        `${what} "${id}"${
          what === "passage" ? ` for query "${of}"` : ""
        }. Does the run belong to this collection?`,
    );
  };
  const rankings = Array.from(run, ([query, { ids, scores }]) => ({
    query,
    ids: Array.from(rankOrder(ids, scores), (i) => ids[i]),
  }));
  // All ids are checked before the first score.
  const first: number[] = [], second: number[] = [];
  for (const { query, ids } of rankings) {
    const from = position("query", query);
    for (const id of ids.slice(0, depth)) {
      first.push(from);
      second.push(position("passage", id, query));
    }
  }
  const scores = new Float32Array(first.length);
  for (let start = 0; start < scores.length; start += PART) {
    const part = {
      firsts: queries.texts,
      seconds: passages.texts,
      first: first.slice(start, start + PART),
      second: second.slice(start, start + PART),
    };
    const found = await scorer.score(part, (done) => onProgress?.(start + done));
    scores.set(found.scores, start);
  }
  let at = 0;
  return new Map(rankings.map(({ query, ids }) => {
    const end = at + Math.min(depth, ids.length);
    const own = scores.subarray(at, end);
    at = end;
    return [query, reranked(ids, own)];
  }));
}

/** A ranking by the scores of its first passages; the others after them. */
function reranked(ids: readonly string[], scores: Float32Array): Ranking {
  const best = ids.slice(0, scores.length);
  const order = rankOrder(best, scores);
  const lowest = scores.reduce((least, score) => Math.min(least, score), Infinity);
  const others = ids.slice(scores.length);
  return {
    ids: [...Array.from(order, (i) => best[i]), ...others],
    scores: Float64Array.from([
      ...Array.from(order, (i) => scores[i]),
      ...others.map((_, i) => lowest - 1 - i),
    ]),
  };
}
