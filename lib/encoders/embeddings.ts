/**
 * BERT's input: the sum of word, position and type embeddings, normalised; with its gradient by hand.
 *
 * Shapes: `T` packed tokens, `D` width, `V` vocabulary, `P` positions.
 */
import { type Tensor, type Tensor1D, type Tensor2D, tf } from "../engine/mod.ts";
import { sumRows } from "../engine/ops.ts";
import { layerNorm, layerNormGradient } from "./norm.ts";
import type { Plan } from "./plan.ts";

/** The weights by the checkpoint's names, in the order of the arguments and gradients. */
export const EMBEDDING_WEIGHTS = [
  "embeddings.word_embeddings.weight",
  "embeddings.position_embeddings.weight",
  "embeddings.token_type_embeddings.weight",
  "embeddings.LayerNorm.weight",
  "embeddings.LayerNorm.bias",
] as const;

/**
 * Embeds the tokens of a plan; every token is of type 0.
 *
 * @param weights In the order of `EMBEDDING_WEIGHTS`: `[V, D]`, `[P, D]`, `[types, D]`, `[D]`, `[D]`.
 * @returns `[T, D]`
 */
export function embedTokens(plan: Plan, weights: Tensor[], epsilon: number): Tensor2D {
  // A tensor that a gradient function needs is saved or made anew: others are gone when it runs.
  const ids = () => tf.tensor1d(plan.ids, "int32");
  const positions = () => tf.tensor1d(plan.positions, "int32");
  const run = tf.customGrad((...inputs) => {
    const save = inputs.pop() as unknown as (tensors: Tensor[]) => void;
    const [words, places, types, gamma, beta] = inputs as [Tensor2D, Tensor2D, Tensor2D, Tensor1D, Tensor1D];
    const type = tf.slice(types, [0, 0], [1, -1]);
    const sum = tf.add(tf.add(tf.gather(words, ids()), tf.gather(places, positions())), type) as Tensor2D;
    const { y, standard, scale } = layerNorm(sum, gamma, beta, epsilon);
    save([standard, scale]);
    const gradFunc = (dy: Tensor, [standard, scale]: Tensor[]) =>
      tf.tidy(() => {
        const { dx, dGamma, dBeta } = layerNormGradient(
          dy as Tensor2D,
          { standard: standard as Tensor2D, scale: scale as Tensor2D },
          gamma,
        );
        const dType = sumRows(dx).expandDims(0);
        const others = tf.zeros([types.shape[0] - 1, types.shape[1]]);
        return [
          tf.scatterND(ids().expandDims(1), dx, words.shape),
          tf.scatterND(positions().expandDims(1), dx, places.shape),
          types.shape[0] > 1 ? tf.concat([dType, others], 0) : dType,
          dGamma,
          dBeta,
        ];
      });
    return { value: y, gradFunc };
  });
  return run(...weights) as Tensor2D;
}
