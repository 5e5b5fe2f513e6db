import assert from "node:assert/strict";
import type { TokenBatch } from "../base/mod.ts";
import { derivedSeed, type Encoder } from "../encoders/mod.ts";
import { type Tensor, type Tensor2D, tf } from "../engine/mod.ts";
import { inBatchSoftmaxLoss, marginLoss, marginStatistics } from "../losses/mod.ts";
import { cutByLength, packTexts, selectTexts } from "../text/mod.ts";
import { smallData, smallEncoder, smallTexts } from "./encoder_for_tests.ts";
import { chunkedLossAndGradients, defaultChunkTokens } from "./gradient_cache.ts";
import { type GradientOptions, lossAndGradients, type LossFunction } from "./gradients.ts";
import { train } from "./trainer.ts";

/** Twelve triples of texts of 5 and 6 tokens. */
function triples(encoder: Encoder): TokenBatch {
  return packTexts(encoder.tokenizer, smallTexts.slice(0, 36), { maxLength: 16 });
}

const LOSSES: Record<string, LossFunction> = {
  "the adaptive margin": (q, p, n) => marginLoss(q, p, n, { target: "adaptive" }),
  "the adaptive margin with in-batch negatives": (q, p, n) =>
    marginLoss(q, p, n, { target: "adaptive", inBatch: true }),
  "the distributed target": (q, p, n) => marginLoss(q, p, n, { target: "distributed" }),
  "in-batch softmax": (q, p, n) => inBatchSoftmaxLoss(q, p, n),
};

for (const [name, loss] of Object.entries(LOSSES)) {
  Deno.test(`chunks give the loss, statistics and gradients of one piece, for ${name}`, () => {
    const encoder = smallEncoder();
    const before = tf.memory().numTensors;
    const batch = triples(encoder);
    const options: GradientOptions = { loss, statistics: (q, p, n) => marginStatistics(q, p, n) };
    const whole = lossAndGradients(encoder, batch, options);
    for (const chunkTokens of [1, 37, 100]) {
      const chunked = chunkedLossAndGradients(encoder, batch, { ...options, chunkTokens });
      near([chunked.loss], [whole.loss], `loss in chunks of ${chunkTokens}`);
      const { marginMean, marginStd } = chunked.statistics;
      near([marginMean, marginStd], [whole.statistics.marginMean, whole.statistics.marginStd], "margins");
      assert.deepEqual([...chunked.gradients.keys()], [...whole.gradients.keys()]);
      for (const [weight, gradient] of whole.gradients) {
        near(chunked.gradients.get(weight)!.dataSync(), gradient.dataSync(), `${weight}, ${chunkTokens}`);
      }
      tf.dispose([...chunked.gradients.values()]);
    }
    tf.dispose([...whole.gradients.values()]);
    assert.equal(tf.memory().numTensors, before);
    encoder.dispose();
  });
}

/** Within 1e-5 of the largest number, or 1e-7: some gradients, as of keys' biases, are only rounding errors. */
function near(found: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  assert.equal(found.length, expected.length, what);
  let largest = 0;
  for (let i = 0; i < expected.length; i++) largest = Math.max(largest, Math.abs(expected[i]));
  const allowed = Math.max(1e-5 * largest, 1e-7);
  for (let i = 0; i < expected.length; i++) {
    assert.ok(Math.abs(found[i] - expected[i]) <= allowed, `${what}: ${found[i]}, not ${expected[i]}`);
  }
}

Deno.test("a batch that fits goes through the encoder once, a larger one twice in chunks", () => {
  const encoder = smallEncoder();
  const batch = triples(encoder);
  let seen: number[] = [];
  const counting: Encoder = {
    ...encoder,
    encode(texts) {
      seen.push(texts.ids.length);
      return encoder.encode(texts);
    },
  };
  const tokens = batch.ids.length;
  for (
    const [chunkTokens, expected] of [[undefined, [tokens]], [tokens, [tokens]], [tokens - 1, 4]] as const
  ) {
    seen = [];
    const { gradients } = chunkedLossAndGradients(counting, batch, {
      loss: LOSSES["in-batch softmax"],
      chunkTokens,
    });
    tf.dispose([...gradients.values()]);
    if (typeof expected === "number") assert.equal(seen.length, expected);
    else assert.deepEqual(seen, expected);
  }
  encoder.dispose();
});

Deno.test("a training in chunks takes the steps of one in one piece, and twenty steps leave no tensor behind", async () => {
  const options = {
    loss: LOSSES["in-batch softmax"],
    steps: 20,
    batchSize: 8,
    learningRate: 1e-3,
    seed: 4,
  };
  const before = tf.memory().numTensors;
  const [whole, chunked] = [smallEncoder(), smallEncoder()];
  const kept = tf.memory().numTensors;
  const expected = await train(whole, smallData(), options);
  const history = await train(chunked, smallData(), { ...options, chunkTokens: 50 });
  near(history.steps.map(({ loss }) => loss), expected.steps.map(({ loss }) => loss), "losses");
  assert.equal(tf.memory().numTensors, kept);
  for (const encoder of [whole, chunked]) encoder.dispose();
  assert.equal(tf.memory().numTensors, before);
});

Deno.test("with dropout, a chunk has the same masks in both passes", () => {
  const encoder = smallEncoder();
  const batch = triples(encoder);
  const loss = LOSSES["in-batch softmax"];
  const dropout = { hidden: 0.2, attention: 0.2, seed: 9 };
  const chunked = chunkedLossAndGradients(encoder, batch, { loss, dropout, chunkTokens: 70 });

  // The same chunks side by side in one gradient.
  const chunks = cutByLength(batch, 70);
  assert.ok(chunks.length > 1);
  const place = Int32Array.from({ length: 36 }, (_, text) => chunks.flatMap((c) => [...c]).indexOf(text));
  const { value, grads } = tf.variableGrads(() => {
    const rows = chunks.map((texts, i) =>
      encoder.encode(selectTexts(batch, texts), { dropout: { ...dropout, seed: derivedSeed(9, i) } })
    );
    return loss(...tf.split(tf.gather(tf.concat(rows, 0), place), 3, 0) as [Tensor2D, Tensor2D, Tensor2D]);
  }, [...encoder.weights.values()]);
  near([chunked.loss], value.dataSync(), "loss");
  for (const [name, weight] of encoder.weights) {
    near(chunked.gradients.get(name)!.dataSync(), grads[weight.name].dataSync(), name);
  }
  tf.dispose([value, ...chunked.gradients.values(), ...Object.values(grads) as Tensor[]]);
  encoder.dispose();
});

Deno.test("dropout changes a training, and the same seed repeats it", async () => {
  const losses = async (options: { seed: number; dropout?: { hidden: number; attention: number } }) => {
    const encoder = smallEncoder();
    const history = await train(encoder, smallData(), {
      loss: LOSSES["in-batch softmax"],
      steps: 5,
      batchSize: 8,
      learningRate: 1e-3,
      ...options,
    });
    encoder.dispose();
    return history.steps.map(({ loss }) => loss);
  };
  const dropout = { hidden: 0.1, attention: 0.1 };
  const first = await losses({ seed: 4, dropout });
  assert.deepEqual(await losses({ seed: 4, dropout }), first);
  assert.notDeepEqual(await losses({ seed: 4 }), first);
});

Deno.test("by default some 16,000 tokens of MiniLM's size are one piece, and 4,000 of BERT's", () => {
  const { config } = smallEncoder();
  const sizes = (layers: number, width: number) =>
    defaultChunkTokens({
      ...config,
      num_hidden_layers: layers,
      hidden_size: width,
      intermediate_size: 4 * width,
    });
  assert.equal(Math.round(sizes(6, 384) / 1000), 16);
  assert.equal(Math.round(sizes(12, 768) / 1000), 4);
});

Deno.test("chunks of no tokens are refused", () => {
  const encoder = smallEncoder();
  const options = { loss: LOSSES["in-batch softmax"], chunkTokens: 0 };
  assert.throws(
    () => chunkedLossAndGradients(encoder, triples(encoder), options),
    /Expected chunkTokens to be a positive number but found 0/,
  );
  encoder.dispose();
});
