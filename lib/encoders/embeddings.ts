/**
 * BERT's input: the sum of word, position and type embeddings, normalised; with its gradient by hand.
 *
 * Shapes: `T` packed tokens, `D` width, `V` vocabulary, `P` positions.
 */
import { sumRows, type Tensor, type Tensor1D, type Tensor2D, tf } from "../engine/mod.ts";
import type { Mask } from "./dropout.ts";
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

export interface EmbeddingOptions {
  /** Of LayerNorm. */
  epsilon: number;
  /** Position of a text's first token; 2 for RoBERTa and MPNet, which count from after their padding. Default 0. */
  firstPosition?: number;
  /** Dropout of the result. */
  mask: Mask;
}

/**
 * Embeds the tokens of a plan. Every token is of type 0 where the plan has no types, or the architecture only one.
 *
 * @param weights In the order of `EMBEDDING_WEIGHTS`: `[V, D]`, `[P, D]`, `[types, D]`, `[D]`, `[D]`; without the
 *   third where an architecture has no types.
 * @returns `[T, D]`
 */
export function embedTokens(plan: Plan, weights: Tensor[], options: EmbeddingOptions): Tensor2D {
  const { epsilon, firstPosition = 0, mask } = options;
  // Functions, because unsaved tensors are gone when the gradient function runs.
  const ids = () => tf.tensor1d(plan.ids, "int32");
  const positions = () => tf.tensor1d(plan.positions.map((position) => position + firstPosition), "int32");
  // 1 where a token is of a type, `[T, types]`.
  const ofType = (types: Tensor2D) => tf.oneHot(tf.tensor1d(plan.types!, "int32"), types.shape[0]);
  const run = tf.customGrad((...inputs) => {
    const save = inputs.pop() as unknown as (tensors: Tensor[]) => void;
    const [words, places, ...rest] = inputs as Tensor2D[];
    const types = rest.length === 3 ? rest.shift() : undefined;
    const [gamma, beta] = rest as Tensor[] as Tensor1D[];
    const mixed = plan.types !== undefined && types !== undefined && types.shape[0] > 1;
    const placed = tf.gather(places, positions());
    const sum = {
      x: tf.gather(words, ids()),
      bias: types && !mixed ? tf.slice(types, [0, 0], [1, -1]).as1D() : tf.zerosLike(gamma),
      residual: mixed
        ? (tf.add(placed, tf.gather(types, tf.tensor1d(plan.types!, "int32"))) as Tensor2D)
        : placed,
    };
    const { y, standard, scale } = layerNorm(sum, { gamma, beta, epsilon });
    save([standard, scale]);
    const gradFunc = (dy: Tensor, [standard, scale]: Tensor[]) =>
      tf.tidy(() => {
        const normed = { standard: standard as Tensor2D, scale: scale as Tensor2D };
        const { dSum, dGamma, dBeta } = layerNormGradient(mask(dy as Tensor2D), normed, gamma);
        const dTypes = (types: Tensor2D) =>
          mixed
            ? tf.matMul(tf.cast(ofType(types), "float32") as Tensor2D, dSum, true, false)
            : tf.pad(sumRows(dSum).expandDims(0), [[0, types.shape[0] - 1], [0, 0]]);
        return [
          tf.scatterND(ids().expandDims(1), dSum, words.shape),
          tf.scatterND(positions().expandDims(1), dSum, places.shape),
          ...(types ? [dTypes(types)] : []),
          dGamma,
          dBeta,
        ];
      });
    return { value: mask(y), gradFunc };
  });
  return run(...weights) as Tensor2D;
}
