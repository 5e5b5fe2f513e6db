/** Loss and gradients of one batch of triples. */
import type { TokenBatch } from "../base/mod.ts";
import type { Dropout, Encoder, Weights } from "../encoders/mod.ts";
import { type Scalar, type Tensor, type Tensor2D, tf } from "../engine/mod.ts";
import type { StepRecord } from "./history.ts";

/**
 * A loss of embeddings, `[B, D]` each: queries, their positives, their negatives; and of the batch's numbers from
 * outside, where there are any: `[B]`, `[B, K]` or `[B, B]`.
 */
export interface LossFunction {
  (queries: Tensor2D, positives: Tensor2D, negatives: Tensor2D, given?: Tensor): Scalar;
  /** What the loss itself learns, such as a temperature; default nothing. */
  readonly learned?: LearnedByLoss;
}

/** Variables of a loss that are trained with the encoder's weights. */
export interface LearnedByLoss {
  /** By names that start with `loss.`. */
  readonly variables: Weights;
  /** Factor on the learning rate: an encoder's is too low for a single number. */
  readonly rateFactor: number;
  /** Frees the variables; for whoever made the loss. */
  dispose(): void;
}

/** Numbers about a batch's embeddings, for the log. */
export type StatisticsFunction = (
  queries: Tensor2D,
  positives: Tensor2D,
  negatives: Tensor2D,
  given?: Tensor,
) => Pick<
  StepRecord,
  "marginMean" | "marginStd" | "targetMean" | "targetStd" | "hardShare" | "histograms"
>;

export interface GradientOptions {
  loss: LossFunction;
  statistics?: StatisticsFunction;
  /** The batch's numbers from outside, for the loss and its statistics; stays the caller's. */
  given?: Tensor;
  /** Default none. */
  dropout?: Dropout;
}

export interface LossAndGradients {
  loss: number;
  /** By the weights' names; the caller's to dispose. */
  gradients: Map<string, Tensor>;
  /** NaN without `statistics` in the options. */
  statistics: ReturnType<StatisticsFunction>;
}

/** The statistics of a loss without any. */
const NO_STATISTICS = { marginMean: NaN, marginStd: NaN, targetMean: NaN, targetStd: NaN };

/**
 * The loss of a batch and its gradients.
 *
 * @param batch `B` queries, then their positives, then their negatives.
 */
export function lossAndGradients(
  encoder: Encoder,
  batch: TokenBatch,
  options: GradientOptions,
): LossAndGradients {
  const { loss, statistics, given, dropout } = options;
  let kept: Tensor2D | undefined;
  const { value, grads } = tf.variableGrads(() => {
    const embedded = encoder.encode(batch, { dropout }); // [3B, D]
    if (statistics) kept = tf.keep(embedded.clone());
    return loss(...inThree(embedded), given);
  }, [...encoder.weights.values(), ...loss.learned?.variables.values() ?? []]);
  const result = value.dataSync()[0];
  value.dispose();
  // Once the tape is closed, on which all that is computed would be kept.
  const measured = kept ? statisticsOfEmbeddings(kept, options) : NO_STATISTICS;
  kept?.dispose();
  const trained = new Map([...encoder.weights, ...loss.learned?.variables ?? []]);
  return { loss: result, gradients: byWeight(trained, grads), statistics: measured };
}

/** The statistics of a batch's embeddings, `[3B, D]`, without what they take to compute. */
export function statisticsOfEmbeddings(
  embedded: Tensor2D,
  { statistics, given }: GradientOptions,
): ReturnType<StatisticsFunction> {
  let measured: ReturnType<StatisticsFunction> = NO_STATISTICS;
  if (statistics) tf.tidy(() => void (measured = statistics(...inThree(embedded), given)));
  return measured;
}

/** Queries, positives and negatives of a batch, `[3B, D]`, in three. */
export function inThree(embedded: Tensor): [Tensor2D, Tensor2D, Tensor2D] {
  return tf.split(embedded, 3, 0) as [Tensor2D, Tensor2D, Tensor2D];
}

/** Renames gradients from tfjs' variable names to the checkpoint's names. */
export function byWeight(weights: Weights, gradients: Record<string, Tensor>): Map<string, Tensor> {
  const named = new Map<string, Tensor>();
  for (const [name, weight] of weights) {
    if (gradients[weight.name]) named.set(name, gradients[weight.name]);
  }
  return named;
}
