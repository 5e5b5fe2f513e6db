/** Encoders of the BERT family on packed batches: loading, saving, pooling, embedding. */
export {
  type EncodeOptions,
  type Encoder,
  loadEncoder,
  type LoadOptions,
  makeEncoder,
  withPooling,
} from "./encoder.ts";
export { saveEncoder, type SaveOptions } from "./save.ts";
export { restoreWeights, storedWeights } from "./restore_weights.ts";
export { type EncodedFile, encodeFile, isEncoded } from "./encode_file.ts";
export type { EncodeFileOptions } from "./encode_options.ts";
export { cancelEncoding, encodeOnSlurm, encodeScript, type ShardedEncoding } from "./encode_on_slurm.ts";
export type { Work } from "./encode_job.ts";
export { estimatedTokens } from "./estimated_tokens.ts";
export { forgetBatches, type KeepOptions } from "./kept_batches.ts";
export {
  type CrossEncoder,
  isCrossEncoder,
  loadCrossEncoder,
  type LoadCrossEncoderOptions,
  makeCrossEncoder,
} from "./cross_encoder.ts";
export { headShapes } from "./head.ts";
export { saveCrossEncoder } from "./save_cross_encoder.ts";
export { casedPairs, type PairScores, scorePairs, type ScorePairsOptions } from "./score_pairs.ts";
export { crossEncoderFingerprint, encoderFingerprint } from "./fingerprint.ts";
export { derivedSeed, type Dropout } from "./dropout.ts";
export {
  encodeTexts,
  type EncodeTextsOptions,
  encodeTokens,
  type EncodeTokensOptions,
  prompted,
} from "./encode_texts.ts";
export type { BertConfig, EncoderConfig } from "./config.ts";
export { hiddenStates, type HiddenStatesOptions, weightShapes } from "./model.ts";
export { makeWeights, randomWeights, type Weights } from "./weights.ts";
export { planBatch } from "./plan.ts";
export type { Pooling } from "./pooling.ts";
export type { Prompts, Similarity } from "./sentence_config.ts";
export { checkSafetensors, readSafetensors } from "./safetensors.ts";
export { writeSafetensors } from "./safetensors_write.ts";
