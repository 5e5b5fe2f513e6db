/** The sizes that our studies come in, from seconds to hours; and each study by its name. */
import type { RunConfig } from "../runs/mod.ts";
import audit from "./ours/audit.ts";
import batchSizes from "./ours/batch_sizes.ts";
import comparison from "./ours/comparison.ts";
import control from "./ours/control.ts";
import crossEncoder from "./ours/cross_encoder.ts";
import distillation from "./ours/distillation.ts";
import falseNegatives from "./ours/false_negatives.ts";
import ladder from "./ours/ladder.ts";
import laptop from "./ours/laptop.ts";
import rateSearch from "./ours/rate_search.ts";
import otherCollections from "./ours/other_collections.ts";
import smoke from "./ours/smoke.ts";
import teacher from "./ours/teacher.ts";
import { paperTierError } from "./reference.ts";
import type { Study } from "./study.ts";
import { studyRuns } from "./study_runs.ts";

/** How much work: seconds, minutes on a laptop, hours, or the reference's own set-up. */
export const tiers = ["smoke", "laptop", "study", "paper"] as const;

export type Tier = typeof tiers[number];

/** The studies of tier `study`, each a file of `ours`. To add one: its file, and its line here. */
const ours = {
  "rate-search": [rateSearch],
  comparison,
  control,
  teacher: [teacher],
  distillation,
  "batch-sizes": batchSizes,
  "false-negatives": falseNegatives,
  ladder,
  "other-collections": otherCollections,
  audit,
  "cross-encoder": [crossEncoder],
} as const satisfies Record<string, readonly Study[]>;

export type ExperimentName = keyof typeof ours;

export const experimentNames = Object.keys(ours) as ExperimentName[];

/**
 * The runs of a tier, or of some studies by name, each once.
 *
 * @throws UserError at tier `paper`, whose data this project does not load.
 */
export async function ourRuns(tier: Tier | readonly ExperimentName[]): Promise<RunConfig[]> {
  if (tier === "paper") throw paperTierError();
  const studies: readonly Study[] = tier === "smoke"
    ? [smoke]
    : tier === "laptop"
    ? laptop
    : (tier === "study" ? experimentNames : tier).flatMap((name) => ours[name]);
  return await studyRuns(studies);
}
