/** The stored results that a notebook reads. */
import process from "node:process";
import { UserError } from "../base/mod.ts";
import { loadResults } from "../runs/mod.ts";
import { comparisonsOf, ourRuns, type SeedGroup, type Tier, tiers } from "../studies/mod.ts";
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
 * The stored seeds of a method, by its label: of `minilm-2` in the committed study; at tier `smoke`, of `tiny`.
 *
 * @throws UserError with the methods that there are.
 */
export async function storedSeeds(label: string): Promise<SeedGroup> {
  const [results, student] = notebookTier() === "smoke"
    ? [await loadResults(await ourRuns("smoke")), "tiny"]
    : [await committedStudy(), "minilm-2"];
  const methods = comparisonsOf(results).filter(({ encoder }) => encoder === student)
    .flatMap(({ methods }) => methods);
  const found = methods.find((method) => method.label === label);
  if (found) return found.picked;
  throw new UserError(
    `Expected a method of ${student} but found "${label}". There are ${
      methods.map((method) => `"${method.label}"`).join(", ")
    }.`,
  );
}
