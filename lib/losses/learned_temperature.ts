/**
 * A temperature that is trained with the encoder, as its logarithm: it stays positive, and its steps are relative.
 *
 * @see Radford et al., CLIP, ICML 2021, arXiv 2103.00020 (section 2.5).
 */
import { type Scalar, type Tensor, tf, type Variable } from "../engine/mod.ts";

export interface LearnedTemperature {
  /** The temperature now, a new tensor through which the gradient flows. */
  value(): Scalar;
  /** What is trained, by name. */
  readonly variables: Map<string, Variable>;
  /** Frees the variable. */
  dispose(): void;
}

/** @param start The temperature before training, above 0. */
export function learnedTemperature(start: number): LearnedTemperature {
  const logarithm = tf.tidy(() => tf.variable(tf.scalar(Math.log(start))));
  return {
    value: () => tf.exp(logarithm as Tensor) as Scalar,
    variables: new Map([["loss.log_temperature", logarithm]]),
    dispose: () => logarithm.dispose(),
  };
}
