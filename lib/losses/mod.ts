/**
 * Losses: functions of embeddings, `[B, D]` tensors of queries, positives and negatives, to a scalar tensor; and of a
 * teacher's scores, where they have one. They know nothing of encoders, training or data.
 */
export { bixseLoss, type BiXSEOptions } from "./bixse.ts";
export { dualMarginMSELoss, type DualMarginMSEOptions, type DualTeacher } from "./dual_margin_mse.ts";
export { guidedSoftmaxLoss, type GuidedSoftmaxOptions } from "./guided_softmax.ts";
export { hardNegativeShare } from "./hard_negatives.ts";
export { inBatchSoftmaxLoss, type InBatchSoftmaxOptions } from "./in_batch_softmax.ts";
export { type LearnedTemperature, learnedTemperature } from "./learned_temperature.ts";
export { type LearnedThreshold, learnedThreshold } from "./learned_threshold.ts";
export { listwiseKLLoss, type ListwiseKLOptions } from "./listwise_kl.ts";
export { marginLoss, type MarginTable, marginTable } from "./margin.ts";
export {
  type BatchTarget,
  batchTargets,
  type ErrorFn,
  errorFns,
  type MarginOptions,
} from "./margin_options.ts";
export { marginMSELoss } from "./margin_mse.ts";
export { rankNetLoss, type RankNetOptions } from "./rank_net.ts";
export { type MarginStatistics, marginStatistics } from "./statistics.ts";
export { tripletLoss, type TripletOptions } from "./triplet.ts";
