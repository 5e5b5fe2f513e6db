/** Adaptive targets of a moving average of the encoder. */
import { UserError } from "../base/mod.ts";
import type { Encoder } from "../encoders/mod.ts";
import { type Tensor, tf } from "../engine/mod.ts";
import type { BatchNumbers } from "./batch_numbers.ts";
import { encoderCopy } from "./encoder_copy.ts";
import { adaptiveTargets, type TargetTableOptions } from "./frozen_targets.ts";

export interface MovingAverageOptions extends TargetTableOptions {
  /** The share of the average that stays at each step, in [0, 1); default 0.99. */
  decay?: number;
}

/**
 * T of the exponential moving average of an encoder's weights: w' = decay w' + (1 - decay) w after each step. The
 * target follows the encoder, and no gradient does (Tarvainen & Valpola, Mean Teachers, 2017, arXiv 1703.01780).
 *
 * @param encoder With the weights that training starts from, before any checkpoint is restored.
 * @throws UserError for a decay that is not in [0, 1).
 */
export function movingAverageTargets(encoder: Encoder, options: MovingAverageOptions = {}): BatchNumbers {
  const { decay = 0.99 } = options;
  if (!(decay >= 0 && decay < 1)) {
    throw new UserError(`Moving-average targets: expected decay to be in [0, 1) but found ${decay}.`);
  }
  const average = encoderCopy(encoder);
  return {
    of: (batch) => adaptiveTargets(average, batch, options),
    afterStep({ weights }) {
      for (const [name, mean] of average.weights) {
        tf.tidy(() => {
          const now = tf.mul(weights.get(name) as Tensor, 1 - decay);
          mean.assign(tf.add(tf.mul(mean as Tensor, decay), now));
        });
      }
    },
    state: new Map([...average.weights].map(([name, mean]) => [`average.${name}`, mean])),
    dispose: () => average.dispose(),
  };
}
