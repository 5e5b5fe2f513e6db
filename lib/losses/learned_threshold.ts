/**
 * A cosine from which on a passage is probably relevant, trained with the encoder, beside a learned temperature. It is
 * the bias of a sigmoid loss, -threshold / temperature, in a unit in which a step of one size suits any temperature.
 *
 * @see Zhai et al., SigLIP, 2023, arXiv 2303.15343 (section 3.2), which learns temperature and bias.
 */
import { type Scalar, type Tensor, tf, type Variable } from "../engine/mod.ts";
import { learnedTemperature } from "./learned_temperature.ts";

export interface LearnedThreshold {
  /** The temperature and the bias now, new tensors through which the gradient flows. */
  value(): { temperature: Scalar; bias: Scalar };
  /** What is trained, by name. */
  readonly variables: Map<string, Variable>;
  /** Frees the variables. */
  dispose(): void;
}

/** @param start The temperature, above 0, and the bias before training. */
export function learnedThreshold(start: { temperature: number; bias: number }): LearnedThreshold {
  const learned = learnedTemperature(start.temperature);
  const threshold = tf.tidy(() => tf.variable(tf.scalar(-start.bias * start.temperature)));
  return {
    value() {
      const temperature = learned.value();
      return { temperature, bias: tf.neg(tf.div(threshold as Tensor, temperature)) };
    },
    variables: new Map([...learned.variables, ["loss.threshold", threshold]]),
    dispose() {
      learned.dispose();
      threshold.dispose();
    },
  };
}
