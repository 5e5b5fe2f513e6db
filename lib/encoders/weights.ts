/** An encoder's weights: trainable variables by the checkpoint's names. */
import { generator } from "../base/mod.ts";
import { tf, type Variable } from "../engine/mod.ts";

export type Weights = Map<string, Variable>;

type Shapes = ReadonlyMap<string, number[]>;

/**
 * Makes weights of given shapes.
 *
 * @param values The values of a weight, called in the order of `shapes`; `size` is how many it has.
 */
export function makeWeights(shapes: Shapes, values: (name: string, size: number) => Float32Array): Weights {
  const weights: Weights = new Map();
  for (const [name, shape] of shapes) {
    const initial = tf.tensor(values(name, tf.util.sizeFromShape(shape)), shape);
    weights.set(name, tf.variable(initial, true));
    initial.dispose();
  }
  return weights;
}

/** BERT's random start: normal weights of standard deviation 0.02, zero biases, LayerNorms that change nothing. */
export function randomWeights(shapes: Shapes, seed: number): Weights {
  const random = generator(seed);
  return makeWeights(shapes, (name, size) => {
    const constant = name.endsWith("bias") ? 0 : name.includes("LayerNorm") ? 1 : undefined;
    return Float32Array.from({ length: size }, () => constant ?? 0.02 * random.normal());
  });
}
