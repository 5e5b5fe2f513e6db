/** The experiments of the reference, as studies: exactly as its configurations, or the script that starts them, say. */
import type { Study } from "../study.ts";
import { adaptiveGrid } from "./adaptive.ts";
import { distributedGrid } from "./distributed.ts";
import { finalModels } from "./final.ts";
import { robertaPooler } from "./roberta_pooler.ts";
import { byCLS, type Way } from "./setting.ts";
import { staticGrid } from "./static.ts";

export { cards, reckonedSeconds, SHARE_OF_PEAK } from "./cards.ts";
export { coreSeconds, paperWork, runFlops, trainingFlops } from "./cost.ts";
export { estimateInWords, gpuHoursInWords } from "./estimate_in_words.ts";
export { encoderSizes, parametersOf, textFlops } from "./flops.ts";
export { drawnLengths, LENGTHS_ASSUMED } from "./lengths.ts";
export { measuredSteps, STEP_SIZES, STEP_TRIPLES, stepSizeOf } from "./measured_step.ts";
export { checkForPaper, fetchForPaper, missingForPaper, missingForStudy, missingInWords } from "./needs.ts";

const configured: Way = { rates: "configuration", encoders: byCLS };
const scripted: Way = { rates: "script", encoders: byCLS };

/** By name. The last one, an option, is no part of the tier: there RoBERTa is pooled as the others are. */
export const paperStudies = {
  "paper-static": staticGrid(configured),
  "paper-static-script": staticGrid(scripted),
  "paper-adaptive": adaptiveGrid(configured),
  "paper-adaptive-script": adaptiveGrid(scripted),
  "paper-distributed": distributedGrid(configured),
  "paper-distributed-script": distributedGrid(scripted),
  "paper-final": finalModels(configured),
  "paper-roberta-pooler": robertaPooler,
} as const satisfies Record<string, readonly Study[]>;

export type PaperExperiment = keyof typeof paperStudies;

export const paperExperiments = Object.keys(paperStudies) as PaperExperiment[];

/** The experiments of the tier. */
export const paperTier: readonly PaperExperiment[] = paperExperiments.filter((name) =>
  name !== "paper-roberta-pooler"
);
