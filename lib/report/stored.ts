/** The stored results that a notebook reads, at its tier. */
import process from "node:process";
import { UserError } from "../base/mod.ts";
import { type ExperimentName, plan, type Tier, tiers } from "../studies/mod.ts";
import { loadResults, runExperiment, type RunResult } from "../runs/mod.ts";

/**
 * The tier in `KIT_TIER`; default `laptop`.
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
 * The stored results of some experiments, each run once: the committed ones first, then a user's own.
 *
 * At tier `smoke` nothing is committed and a run takes seconds, so that what is missing is computed.
 *
 * @throws UserError where results are missing: it names them, and the command that makes them.
 */
export async function storedResults(
  names: readonly ExperimentName[],
  { tier }: { tier: Tier },
): Promise<RunResult[]> {
  const configs = plan(tier, { experiments: names });
  return tier === "smoke" ? await runExperiment(configs) : await loadResults(configs);
}
