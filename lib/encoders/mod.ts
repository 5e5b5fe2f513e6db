/** Encoders: BERT on packed batches, its weights in and out, pooling. */
export {
  type Encoder,
  loadEncoder,
  type LoadOptions,
  makeEncoder,
  restoreWeights,
  saveEncoder,
  storedWeights,
} from "./encoder.ts";
export { encodeTexts, type EncodeTextsOptions } from "./encode_texts.ts";
export { bertHiddenStates, bertShapes, makeWeights, type Weights } from "./bert.ts";
export { type BertConfig, readBertConfig } from "./config.ts";
export { type Plan, planBatch } from "./plan.ts";
export type { Pooling } from "./pooling.ts";
export {
  float32Of,
  readSafetensors,
  storedFloat32,
  type StoredTensor,
  writeSafetensors,
} from "./safetensors.ts";
