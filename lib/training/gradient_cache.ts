/**
 * Gradients of a batch that does not fit into memory, in chunks of texts: the same as of the whole batch, for any
 * loss.
 *
 * A loss with in-batch negatives needs the embeddings of the whole batch, but not all of their intermediates at once
 * (GradCache, Gao, Zhang, Han & Callan 2021, arXiv 2101.06983). With embeddings E = f(x, w) and a loss L(E),
 *
 *     dL/dw = sum over chunks c of (dL/dE_c) (dE_c/dw):
 *
 * embed all chunks without a gradient, take dL/dE once, then go backward through one chunk after the other. It costs
 * one more forward pass.
 */
import { type TokenBatch, UserError } from "../base/mod.ts";
import { derivedSeed, type Dropout, type Encoder } from "../encoders/mod.ts";
import { type Scalar, type Tensor, type Tensor2D, tf } from "../engine/mod.ts";
import { cutByLength, selectTexts } from "../text/mod.ts";
import {
  byWeight,
  type GradientOptions,
  inThree,
  type LossAndGradients,
  lossAndGradients,
  statisticsOfEmbeddings,
} from "./gradients.ts";

export interface ChunkedOptions extends GradientOptions {
  /** Tokens whose intermediates are in memory at once; default {@linkcode defaultChunkTokens} of the encoder. */
  chunkTokens?: number;
}

/** Positions in the batch, and their dropout. */
interface Chunk {
  texts: Int32Array;
  dropout?: Dropout;
}

/** Bytes that the intermediates of a chunk take by default, about. */
const CHUNK_BYTES = 3e9;

/**
 * How many tokens' intermediates fill some 3 GB: 16,000 for an encoder of MiniLM's size, 4,000 for BERT's.
 *
 * Per token and layer the backward pass keeps some 8 D + 3 F floats: states, queries, keys, values, and three
 * vectors inside the feed-forward block.
 */
export function defaultChunkTokens(config: Encoder["config"]): number {
  const { hidden_size: D, intermediate_size: F, num_hidden_layers } = config;
  return Math.ceil(CHUNK_BYTES / (4 * num_hidden_layers * (8 * D + 3 * F)));
}

/**
 * The loss of a batch and its gradients, in chunks where the batch has more than `chunkTokens` tokens.
 *
 * @param batch `B` queries, then their positives, then their negatives.
 * @throws UserError where `chunkTokens` is not a positive number.
 */
export function chunkedLossAndGradients(
  encoder: Encoder,
  batch: TokenBatch,
  options: ChunkedOptions,
): LossAndGradients {
  const { chunkTokens = defaultChunkTokens(encoder.config) } = options;
  if (!(chunkTokens >= 1)) {
    throw new UserError(`Expected chunkTokens to be a positive number but found ${chunkTokens}`);
  }
  if (batch.ids.length <= chunkTokens) return lossAndGradients(encoder, batch, options);
  // A chunk is embedded twice, and needs the same dropout both times.
  const chunks = cutByLength(batch, chunkTokens).map((texts, i): Chunk => ({
    texts,
    dropout: options.dropout && { ...options.dropout, seed: derivedSeed(options.dropout.seed, i) },
  }));
  const embedded = embedChunks(encoder, batch, chunks); // [3B, D]
  const { loss, byEmbedding, byVariable, statistics } = lossOfEmbeddings(embedded, options);
  embedded.dispose();

  const gradients = new Map<string, Tensor>();
  for (const { texts, dropout } of chunks) {
    const { value, grads } = tf.variableGrads(() => {
      const rows = encoder.encode(selectTexts(batch, texts), { dropout });
      // Its gradient by the rows is dL/dE.
      return tf.sum(tf.mul(rows, tf.gather(byEmbedding, texts))) as Scalar;
    }, [...encoder.weights.values()]);
    value.dispose();
    addTo(gradients, byWeight(encoder.weights, grads));
  }
  byEmbedding.dispose();
  for (const [name, gradient] of byVariable) gradients.set(name, gradient);
  return { loss, gradients, statistics };
}

/** The embeddings of all texts in the batch's order, `[3B, D]`, without their intermediates. */
function embedChunks(encoder: Encoder, batch: TokenBatch, chunks: readonly Chunk[]): Tensor2D {
  return tf.tidy(() => {
    const rows = tf.concat(
      chunks.map(({ texts, dropout }) => encoder.encode(selectTexts(batch, texts), { dropout })),
      0,
    );
    const place = new Int32Array(rows.shape[0]);
    let row = 0;
    for (const { texts } of chunks) for (const text of texts) place[text] = row++;
    return tf.gather(rows, place);
  });
}

/** The loss, its gradients by the embeddings `[3B, D]` and by what it learns itself, and the statistics. */
function lossOfEmbeddings(embedded: Tensor2D, options: GradientOptions) {
  const { loss, given } = options;
  const learned = [...loss.learned?.variables ?? []];
  const { value, grads: [byEmbedding, ...others] } = tf.valueAndGrads((x: Tensor) =>
    loss(...inThree(x), given)
  )([
    embedded,
    ...learned.map(([, variable]) => variable as Tensor),
  ]);
  const result = {
    loss: value.dataSync()[0],
    byEmbedding: byEmbedding as Tensor2D,
    byVariable: learned.map(([name], i) => [name, others[i]] as const),
    statistics: statisticsOfEmbeddings(embedded, options),
  };
  value.dispose();
  return result;
}

/** Adds gradients to a sum, tensor by tensor. The sum owns or disposes them. */
function addTo(sum: Map<string, Tensor>, gradients: Map<string, Tensor>): void {
  for (const [name, gradient] of gradients) {
    const before = sum.get(name);
    sum.set(name, before ? tf.add(before, gradient) : gradient);
    if (before) tf.dispose([before, gradient]);
  }
}
