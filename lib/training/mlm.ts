/**
 * Masked-language modelling (Devlin et al. 2019): BERT's head, the masking, and the loss.
 *
 * Shapes: `M` masked tokens, `D` width, `V` vocabulary.
 */
import type { Generator, TokenBatch } from "../base/mod.ts";
import { type BertConfig, hiddenStates, planBatch, type Weights } from "../encoders/mod.ts";
import { type Scalar, type Tensor, type Tensor2D, tf } from "../engine/mod.ts";
import type { Tokenizer } from "../text/mod.ts";

/** The head's weights by the checkpoint's names; its output matrix is the word embedding. */
export function headShapes(config: BertConfig): Map<string, number[]> {
  const { hidden_size: D, vocab_size: V } = config;
  return new Map([
    ["cls.predictions.transform.dense.weight", [D, D]],
    ["cls.predictions.transform.dense.bias", [D]],
    ["cls.predictions.transform.LayerNorm.weight", [D]],
    ["cls.predictions.transform.LayerNorm.bias", [D]],
    ["cls.predictions.bias", [V]],
  ]);
}

export interface Masked {
  batch: TokenBatch;
  /** Tokens to predict, as places in `batch.ids`; `[M]`. */
  places: Int32Array;
  /** The tokens that were there; `[M]`. */
  labels: Int32Array;
}

/** The share of tokens to predict, as in BERT. */
const SHARE = 0.15;

/**
 * Masks a batch as BERT does: of the chosen tokens 80 % become [MASK], 10 % a random piece, 10 % stay.
 * Special tokens are not chosen; at least one token is.
 */
export function maskBatch(batch: TokenBatch, tokenizer: Tokenizer, random: Generator): Masked {
  const ids = batch.ids.slice();
  const places: number[] = [];
  const labels: number[] = [];
  const special = new Set([tokenizer.clsId, tokenizer.sepId, tokenizer.padId]);
  for (let i = 0; i < ids.length; i++) {
    const id = batch.ids[i];
    if (special.has(id) || random.uniform() >= SHARE) continue;
    places.push(i);
    labels.push(id);
    const draw = random.uniform();
    if (draw < 0.8) ids[i] = tokenizer.maskId;
    else if (draw < 0.9) ids[i] = random.below(tokenizer.vocabularySize);
  }
  if (places.length === 0) {
    const place = batch.ids.findIndex((id) => !special.has(id));
    places.push(Math.max(place, 0));
    labels.push(batch.ids[places[0]]);
    ids[places[0]] = tokenizer.maskId;
  }
  return {
    batch: { ids, offsets: batch.offsets },
    places: Int32Array.from(places),
    labels: Int32Array.from(labels),
  };
}

/**
 * The mean cross-entropy of the masked tokens, in nats.
 *
 * @param weights The encoder's and the head's.
 */
export function mlmLoss(masked: Masked, weights: Weights, config: BertConfig): Scalar {
  const get = (name: string) => weights.get(name) as Tensor;
  const plan = planBatch(masked.batch);
  // The plan sorts texts by length: find each masked token's place in its order.
  const { offsets } = masked.batch;
  let text = 0;
  const rows = masked.places.map((place) => {
    while (place >= offsets[text + 1]) text++;
    return plan.starts[plan.restore[text]] + place - offsets[text];
  });
  const hidden = hiddenStates(plan, weights, config);
  const chosen = tf.gather(hidden, tf.tensor1d(rows, "int32")); // [M, D]
  const head = (name: string) => get(`cls.predictions.${name}`);
  const dense = tf.add(
    tf.matMul(chosen, head("transform.dense.weight") as Tensor2D, false, true),
    head("transform.dense.bias"),
  );
  const activated = tf.mul(tf.mul(dense, 0.5), tf.add(tf.erf(tf.mul(dense, Math.SQRT1_2)), 1)); // gelu
  const { mean, variance } = tf.moments(activated, 1, true);
  const normed = tf.add(
    tf.mul(
      tf.div(tf.sub(activated, mean), tf.sqrt(tf.add(variance, config.layer_norm_eps))),
      head("transform.LayerNorm.weight"),
    ),
    head("transform.LayerNorm.bias"),
  ) as Tensor2D;
  const words = get("embeddings.word_embeddings.weight") as Tensor2D;
  const logits = tf.add(tf.matMul(normed, words, false, true), head("bias")) as Tensor2D; // [M, V]
  return crossEntropy(logits, masked.labels);
}

/** Mean of -log softmax(logits)[label], with a gradient that needs no one-hot table. */
function crossEntropy(logits: Tensor2D, labels: Int32Array): Scalar {
  const count = labels.length;
  const cells = () =>
    tf.tensor2d(
      Int32Array.from({ length: 2 * count }, (_, i) => i % 2 ? labels[i >> 1] : i >> 1),
      [count, 2],
      "int32",
    );
  const run = tf.customGrad((...inputs) => {
    const [x, save] = inputs as unknown as [Tensor2D, (tensors: Tensor[]) => void];
    const probabilities = tf.softmax(x) as Tensor2D;
    save([probabilities]);
    const picked = tf.gatherND(probabilities, cells());
    const value = tf.neg(tf.mean(tf.log(tf.maximum(picked, 1e-30)))) as Scalar;
    // (softmax - onehot) / M
    const gradFunc = (dy: Tensor, [probabilities]: Tensor[]) =>
      tf.tidy(() => {
        const onehot = tf.scatterND(cells(), tf.ones([count]), probabilities.shape);
        return tf.mul(tf.sub(probabilities, onehot), tf.div(dy, count));
      });
    return { value, gradFunc };
  });
  return run(logits) as Scalar;
}
