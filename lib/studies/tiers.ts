/** The sizes that our studies come in, from seconds to hours; the reference's; and each study by its name. */
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
import mixedPrecision from "./ours/mixed_precision.ts";
import rateSearch from "./ours/rate_search.ts";
import otherCollections from "./ours/other_collections.ts";
import smoke from "./ours/smoke.ts";
import teacher from "./ours/teacher.ts";
import { paperExperiments, paperStudies, paperTier } from "./paper/mod.ts";
import type { Study } from "./study.ts";
import { studyRuns, type StudyRunsOptions } from "./study_runs.ts";

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
  "mixed-precision": mixedPrecision,
  "cross-encoder": [crossEncoder],
} as const satisfies Record<string, readonly Study[]>;

const named = { ...ours, ...paperStudies };

export type ExperimentName = keyof typeof named;

export const experimentNames = Object.keys(named) as ExperimentName[];

/** The runs of a tier, or of some studies by name, each once. */
export async function ourRuns(
  tier: Tier | readonly ExperimentName[],
  options: StudyRunsOptions = {},
): Promise<RunConfig[]> {
  const studies: readonly Study[] = tier === "smoke"
    ? [smoke]
    : tier === "laptop"
    ? laptop
    : namesOf(tier).flatMap((name): readonly Study[] => named[name]);
  return await studyRuns(studies, ".", options);
}

function namesOf(tier: "study" | "paper" | readonly ExperimentName[]): readonly ExperimentName[] {
  if (tier === "paper") return paperTier;
  return tier === "study" ? Object.keys(ours) as ExperimentName[] : tier;
}

/** Whether a tier, or one of some studies, is the reference's: it needs MS MARCO. */
export function isOfPaper(tier: Tier | readonly ExperimentName[]): boolean {
  const names: readonly string[] = paperExperiments;
  return tier === "paper" || typeof tier !== "string" && tier.some((name) => names.includes(name));
}
