/**
 * Losses: functions of embeddings, `[B, D]` tensors of queries, positives and negatives, to a scalar tensor.
 * They know nothing of encoders, training or data.
 */
export { inBatchSoftmaxLoss, type InBatchSoftmaxOptions } from "./in_batch_softmax.ts";
export { marginLoss, type MarginTable, marginTable } from "./margin.ts";
export {
  type BatchTarget,
  batchTargets,
  type ErrorFn,
  errorFns,
  type MarginOptions,
} from "./margin_options.ts";
export { type MarginStatistics, marginStatistics } from "./statistics.ts";
