/**
 * Losses: functions of embeddings, `[B, D]` tensors of queries, positives and negatives, to a scalar tensor.
 * They know nothing of encoders, training or data.
 */
export { inBatchSoftmaxLoss, type InBatchSoftmaxOptions } from "./in_batch_softmax.ts";
export { marginLoss, type MarginOptions, type MarginTable, marginTable } from "./margin.ts";
export { type MarginStatistics, marginStatistics } from "./statistics.ts";
