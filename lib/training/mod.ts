/** Training: AdamW, schedule, seeded sampler, checkpoints, and the loop over triples. */
export { type AdamW, type AdamWOptions, makeAdamW } from "./adamw.ts";
export type { BatchNumbers, StepBatch } from "./batch_numbers.ts";
export { bestValidation, type KeepBestOptions } from "./best.ts";
export type { CheckpointOptions } from "./checkpoint.ts";
export { adaptiveTargets, frozenTargets, type TargetTableOptions } from "./frozen_targets.ts";
export { type MovingAverageOptions, movingAverageTargets } from "./moving_average_targets.ts";
export { chunkedLossAndGradients, type ChunkedOptions, defaultChunkTokens } from "./gradient_cache.ts";
export {
  type CrossEncoderHistory,
  type CrossEncoderTrainingOptions,
  type ListGradientOptions,
  listLossAndGradients,
  type ListStepRecord,
  trainCrossEncoder,
} from "./cross_encoder_trainer.ts";
export { type ListLoss, listLoss, listLosses } from "./list_loss.ts";
export { type ListData, listsOfTriples, type RankedLists } from "./ranked_lists.ts";
export {
  type GradientOptions,
  type LearnedByLoss,
  type LossAndGradients,
  lossAndGradients,
  type LossFunction,
  type StatisticsFunction,
} from "./gradients.ts";
export type { History, StepRecord, ValidationRecord } from "./history.ts";
export type { Sampling } from "./sampling.ts";
export { kMeans, type KMeansOptions } from "./k_means.ts";
export { topicSampler, type TopicSamplerOptions } from "./topic_sampler.ts";
export { pretrain, type PretrainLog, type PretrainOptions } from "./pretrain.ts";
export { countTwins, tripleTexts } from "./twins.ts";
export { sampler } from "./sampler.ts";
export { twinFreeSampler } from "./twin_free_sampler.ts";
export { pretrainTiny, type PretrainTinyOptions } from "./tiny.ts";
export { train, type TrainingOptions } from "./trainer.ts";
export type { TrainingData } from "./training_data.ts";
