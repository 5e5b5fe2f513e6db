/** The cases that the committed study knows: `results/diagnoses.json` beside what its runs gained. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { UserError, writeAtomically } from "../base/mod.ts";
import { loadEncoder } from "../encoders/mod.ts";
import {
  checkpointOf,
  collectionLabel,
  encoderLabel,
  entryOf,
  inResults,
  loadResults,
  namedPart,
  type RunResult,
  storedConfigs,
} from "../runs/mod.ts";
import type { Interval } from "../statistics/mod.ts";
import {
  comparedMethod,
  type Comparison,
  comparisonsOf,
  means,
  placeOf,
  seedDifference,
} from "../studies/mod.ts";
import { diagnose, type Diagnosis } from "./diagnose.ts";
import type { KnownCase } from "./expectation.ts";

/** What adaptive targets are compared with. */
export const opponents = ["static 0.2", "in-batch softmax"] as const;

const FILE = "diagnoses.json";

async function committedStudy(): Promise<RunResult[]> {
  const configs = await storedConfigs("committed");
  return loadResults(configs.filter(({ collection }) => collection.subset === "study"));
}

/** The comparisons that have adaptive targets and something to compare them with. */
function comparisons(results: readonly RunResult[]): Comparison[] {
  return comparisonsOf(results).filter((comparison) =>
    comparison.condition === "" && comparedMethod(comparison, "adaptive") &&
    Object.keys(gainsOf(comparison)).length > 0
  );
}

function gainsOf(comparison: Comparison): Record<string, Interval> {
  const adaptive = comparedMethod(comparison, "adaptive")!;
  return Object.fromEntries(opponents.flatMap((label) => {
    const other = comparedMethod(comparison, label);
    if (!other) return [];
    const { mean, low, high } = seedDifference(adaptive.picked, other.picked);
    return [[label, { mean, low, high }]];
  }));
}

/** The known cases; a comparison that was not diagnosed is left out. */
export async function knownCases(): Promise<KnownCase[]> {
  const file = inResults(FILE);
  if (!existsSync(file)) return [];
  const diagnoses: Record<string, Diagnosis> = JSON.parse(await readFile(file, "utf8"));
  const results = await committedStudy();
  return comparisons(results).flatMap((comparison) => {
    const diagnosis = diagnoses[placeOf(comparison)];
    const { encoder, collection } = comparison;
    const before = results.find(({ config }) =>
      config.method.kind === "untrained" && encoderLabel(config) === encoder &&
      collectionLabel(config) === collection
    );
    return diagnosis
      ? [{
        encoder,
        collection,
        diagnosis,
        ...(before && { untrained: means(before)["nDCG@10"] }),
        gains: gainsOf(comparison),
      }]
      : [];
  });
}

/**
 * Diagnoses every encoder and collection of the committed study, and writes `results/diagnoses.json`.
 *
 * @throws UserError where the study has no comparison yet.
 */
export async function writeDiagnoses(onCase: (place: string) => void): Promise<void> {
  const found = comparisons(await committedStudy());
  if (found.length === 0) {
    throw new UserError("Expected committed runs of a study with adaptive targets but found none.");
  }
  const diagnoses: Record<string, Diagnosis> = {};
  for (const comparison of found) {
    onCase(placeOf(comparison));
    const { config } = comparedMethod(comparison, "adaptive")!.picked;
    const { maxQueryLength: query, maxPassageLength: passage } = config.training!;
    const encoder = await loadEncoder(checkpointOf(config.encoder), config.encoderOptions);
    const collection = await entryOf(config.collection).load(namedPart(config.collection));
    diagnoses[placeOf(comparison)] = await diagnose(encoder, collection, { lengths: { query, passage } });
    encoder.dispose();
  }
  await writeAtomically(inResults(FILE), `${JSON.stringify(diagnoses, null, 2)}\n`);
}
