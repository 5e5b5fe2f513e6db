/** Training: AdamW, schedule, seeded sampler, checkpoints, and the loop over triples. */
export { type AdamW, type AdamWOptions, isDecayed, makeAdamW } from "./adamw.ts";
export { type CheckpointOptions, restoreCheckpoint, saveCheckpoint } from "./checkpoint.ts";
export { chunkedLossAndGradients, type ChunkedOptions, defaultChunkTokens } from "./gradient_cache.ts";
export {
  type GradientOptions,
  type LossAndGradients,
  lossAndGradients,
  type LossFunction,
  type StatisticsFunction,
} from "./gradients.ts";
export type { History, StepRecord, ValidationRecord } from "./history.ts";
export { pretrain, type PretrainLog, type PretrainOptions } from "./pretrain.ts";
export { sampler } from "./sampler.ts";
export { learningRateAt, type ScheduleOptions } from "./schedule.ts";
export { countTwins, tripleTexts } from "./twins.ts";
export { twinFreeSampler } from "./twin_free_sampler.ts";
export { pretrainTiny, type PretrainTinyOptions } from "./tiny.ts";
export { train, type TrainingData, type TrainingOptions } from "./trainer.ts";
