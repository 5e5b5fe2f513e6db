/** How a run is validated: what is ranked for the dev queries, and what is measured. */
import type { Hits } from "../retrieval/mod.ts";
import type { TrainingBudget } from "./config.ts";
import type { PreparedData } from "./prepare_data.ts";
import type { SearchSet } from "./search_set.ts";

export interface Validation {
  readonly set: SearchSet;
  /** Candidates that are reordered; absent where the whole set is searched. */
  readonly candidates?: readonly Hits[];
  readonly measures: readonly string[];
  /** How deep a search has to be for them. */
  readonly depth: number;
}

const usual: readonly string[] = ["nDCG@10", "RR@10"];

/** The reference's: hit rate and recall count grades from 2 on. */
const official: readonly string[] = [
  ...usual,
  ...["nDCG", "Success(rel=2)", "R(rel=2)"].flatMap((measure) =>
    [10, 50, 100, 1000].map((k) => `${measure}@${k}`)
  ),
];

/**
 * What a training asks for.
 *
 * @param rankingDepth Of a search, where other measures than the usual ones are asked for.
 * @throws UserError where the collection has no official candidates and they are asked for.
 */
export async function validationOf(
  { validateBy = "search", keepBest }: Pick<TrainingBudget, "validateBy" | "keepBest">,
  { dev, candidates, official: officialOf }: Pick<PreparedData, "dev" | "candidates" | "official">,
  rankingDepth: number,
): Promise<Validation> {
  const andBest = (
    measures: readonly string[],
  ) => [...new Set([...measures, ...(keepBest ? [keepBest.measure] : [])])];
  if (validateBy === "official") {
    const { set, hits } = await officialOf();
    return { set, candidates: hits, measures: andBest(official), depth: 1000 };
  }
  const measures = andBest(usual);
  const depth = measures.length > usual.length ? rankingDepth : 10;
  return { set: dev, measures, depth, ...(validateBy === "reranking" && { candidates: candidates.dev }) };
}
