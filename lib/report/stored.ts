/** The stored results that a notebook reads. */
import process from "node:process";
import { UserError } from "../base/mod.ts";
import { loadResults, type RunResult } from "../runs/mod.ts";
import {
  comparedMethod,
  type Comparison,
  comparisonsOf,
  ourRuns,
  placeOf,
  type SeedGroup,
  type Tier,
  tiers,
} from "../studies/mod.ts";
import { committedStudy } from "./verdicts.ts";

/**
 * The tier in `KIT_TIER`; default `laptop`. Notebooks show the committed study at any tier; what they compute themselves is
 * smaller at `smoke`.
 *
 * @throws UserError for a name that is not a tier.
 */
export function notebookTier(): Tier {
  const found = process.env.KIT_TIER || "laptop";
  const tier = tiers.find((name) => name === found);
  if (!tier) throw new UserError(`Expected KIT_TIER to be ${tiers.join(", ")} but found "${found}".`);
  return tier;
}

/**
 * The comparison that the notebooks look at: the methods of `minilm-2` on `wordnet-study` under the usual conditions, with
 * whatever seeds are committed.
 */
export async function studyComparison(): Promise<Comparison> {
  return usual(await committedStudy(), { encoder: "minilm-2", collection: "wordnet-study" });
}

/**
 * The stored seeds of a method, by its label: of {@linkcode studyComparison}; at tier `smoke`, of `tiny` on `wordnet-smoke`.
 *
 * @throws UserError with the methods that there are.
 */
export async function storedSeeds(label: string): Promise<SeedGroup> {
  const comparison = notebookTier() === "smoke"
    ? usual(await loadResults(await ourRuns("smoke")), { encoder: "tiny", collection: "wordnet-smoke" })
    : await studyComparison();
  const found = comparedMethod(comparison, label);
  if (found) return found.picked;
  throw new UserError(
    `Expected a method of ${placeOf(comparison)} but found "${label}". There are ${
      comparison.methods.map((method) => `"${method.label}"`).join(", ")
    }.`,
  );
}

function usual(results: readonly RunResult[], place: Pick<Comparison, "encoder" | "collection">): Comparison {
  return comparisonsOf(results).find(({ encoder, collection, condition }) =>
    encoder === place.encoder && collection === place.collection && condition === ""
  )!;
}
