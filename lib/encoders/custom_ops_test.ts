// The project's custom operations against the same formulas in operations that every engine has.
import assert from "node:assert/strict";
import { generator } from "../base/mod.ts";
import {
  engine,
  multiplyAdd,
  nativeOutputs,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tf,
} from "../engine/mod.ts";
import { attention, attentionGradient } from "./attention.ts";
import { keepAll, type Mask } from "./dropout.ts";
import { FEED_FORWARD, feedForward, feedForwardGradient, type FeedForwardWeights } from "./feed_forward.ts";
import { gelu, geluGradient } from "./gelu.ts";
import { layerNorm, layerNormGradient } from "./norm.ts";
import { planBatch } from "./plan.ts";

const ignore = !engine.customOps;
if (ignore) {
  console.log("skipped: this engine runs without the custom operations; `deno task setup` builds them");
}

const random = generator(7);

function draw(...shape: number[]): Tensor {
  const size = shape.reduce((product, n) => product * n, 1);
  return tf.tensor(Float32Array.from({ length: size }, () => random.normal()), shape);
}

/** Runs something with the custom operations and without; the results must agree. */
function agree(run: () => Tensor[], tolerance: number): void {
  const withCustomOps = run();
  const switched = engine as { customOps: boolean; customProducts: boolean };
  const { customOps, customProducts } = switched;
  Object.assign(switched, { customOps: false, customProducts: false });
  try {
    run().forEach((expected, i) => {
      const found = withCustomOps[i];
      assert.deepEqual(found.shape, expected.shape);
      const largest = Math.max(1, tf.max(tf.abs(expected)).arraySync() as number);
      const difference = tf.max(tf.abs(tf.sub(found, expected))).arraySync() as number;
      assert.ok(difference <= tolerance * largest, `tensor ${i}: ${difference} of ${largest}`);
    });
  } finally {
    Object.assign(switched, { customOps, customProducts });
  }
}

for (const [rows, width] of [[1, 1], [3, 7], [100, 33], [257, 64]]) {
  Deno.test({
    name: `gelu and its gradient, ${rows} rows of ${width}`,
    ignore,
    fn() {
      const x = tf.mul(draw(rows, width), 3) as Tensor2D;
      const bias = draw(width) as Tensor1D, dy = draw(rows, width) as Tensor2D;
      agree(() => {
        const { y, dx, dBias } = geluGradient(x, bias, dy);
        return [gelu(x, bias), y, dx, dBias];
      }, 2e-6);
    },
  });

  Deno.test({
    name: `LayerNorm of a sum and its gradient, ${rows} rows of ${width}`,
    ignore,
    fn() {
      const [x, residual, dy] = [1, 2, 3].map(() => draw(rows, width) as Tensor2D);
      const [bias, gamma, beta] = [1, 2, 3].map(() => draw(width) as Tensor1D);
      agree(() => {
        const normed = layerNorm({ x, bias, residual }, { gamma, beta, epsilon: 1e-5 });
        const { dSum, dGamma, dBeta } = layerNormGradient(dy, normed, gamma);
        return [normed.y, normed.standard, normed.scale, dSum, dGamma, dBeta];
      }, 1e-5);
    },
  });
}

for (const [rows, width, inside] of [[1, 1, 1], [7, 33, 50], [100, 64, 800], [49, 400, 390]]) {
  Deno.test({
    name: `products within a layer and their gradients, ${rows} rows of ${width}, ${inside} inside`,
    ignore,
    fn() {
      const { customProducts } = engine;
      Object.assign(engine, { customProducts: true });
      try {
        const shapes = [
          [width, width],
          [width],
          [width],
          [width],
          [inside, width],
          [inside],
          [width, inside],
          [
            width,
          ],
          [width],
          [width],
        ];
        const w = Object.fromEntries(
          FEED_FORWARD.map((name, i) => [name, draw(...shapes[i])]),
        ) as unknown as FeedForwardWeights;
        const [x, context, dy] = [1, 2, 3].map(() => draw(rows, width) as Tensor2D);
        const masks: [Mask, Mask] = [keepAll, keepAll];
        const options = { epsilon: 1e-5, precision: "float32", masks } as const;
        agree(() => {
          const [y, ...kept] = feedForward(context, x, w, { ...options, keep: true });
          const [unkept] = feedForward(context, x, w, { ...options, keep: false });
          const added = [true, false].map((transposeB) =>
            multiplyAdd(x, w.oW, transposeB ? w.oB : context, { transposeB })
          );
          return [y, unkept, ...kept, ...feedForwardGradient(dy, context, w, kept, options), ...added];
        }, 1e-4);
      } finally {
        Object.assign(engine, { customProducts });
      }
    },
  });
}

for (const [heads, size] of [[1, 1], [2, 5], [3, 32], [2, 64]]) {
  for (const biased of [false, true]) {
    Deno.test({
      name: `attention of ${heads} heads of ${size}${
        biased ? " with a bias of distances" : ""
      }, and its gradient`,
      ignore,
      fn() {
        const lengths = [1, 2, 6, 7, 16, 17, 47, 48, 49, 97, 150];
        const offsets = new Int32Array([0, ...lengths]);
        for (let i = 1; i < offsets.length; i++) offsets[i] += offsets[i - 1];
        const tokens = offsets[lengths.length], width = heads * size;
        const plan = planBatch({ ids: new Int32Array(tokens), offsets });
        const qkv = draw(tokens, 3 * width) as Tensor2D, dContext = draw(tokens, width) as Tensor2D;
        const positionBias = biased ? draw(32, heads) as Tensor2D : undefined;
        const options = { heads, positionBias, mask: () => keepAll };
        agree(() => {
          const { context, cache } = attention(qkv, plan, options);
          const { dQkv, dBias } = attentionGradient(dContext, { ...options, context, cache, plan });
          return [context, dQkv, ...(dBias ? [dBias] : [])];
        }, 1e-5);
      },
    });
  }
}

Deno.test({
  name: "NaN stays NaN",
  ignore,
  fn() {
    const bad = tf.tensor2d([NaN, 1, 2, 3], [2, 2]), one = tf.ones([2]) as Tensor1D;
    const values = (tensor: Tensor) => [...tensor.dataSync()].map(Number.isNaN);
    assert.deepEqual(values(gelu(bad, one)), [true, false, false, false]);
    const { y } = layerNorm({ x: bad, bias: one, residual: bad }, { gamma: one, beta: one, epsilon: 1e-5 });
    assert.deepEqual(values(y), [true, true, false, false]);
    const plan = planBatch({ ids: new Int32Array(2), offsets: Int32Array.of(0, 2) });
    const qkv = tf.tensor2d([1, 1, 1, NaN, 1, 1], [2, 3]);
    assert.deepEqual(values(attention(qkv, plan, { heads: 1, mask: () => keepAll }).context), [false, true]);
  },
});

Deno.test({
  name: "inputs of wrong shapes are refused, and no memory beyond them is read",
  ignore,
  fn() {
    const heads = { heads: { int: 2 } };
    const none = tf.zeros([0, 0]);
    const starts = (...of: number[]) => tf.tensor1d(of, "int32");
    const refused = (name: string, inputs: Tensor[], outputs: number, message: RegExp) =>
      assert.throws(
        () => nativeOutputs(name, inputs, name.startsWith("KitAttention") ? heads : {}, outputs),
        message,
      );
    const product = { transpose_b: { int: 1 } };
    const multiply = (b: number[], addend: number[]) => () =>
      nativeOutputs("KitProduct", [tf.zeros([4, 3]), tf.zeros(b), tf.zeros(addend)], product, 1);
    assert.throws(multiply([5, 4], [1, 5]), /Expected as many rows of b as columns of a/);
    assert.throws(multiply([5, 3], [2, 5]), /Expected an addend for each column/);
    const block = (inside: number) => () => {
      const [rows, square, one] = [tf.zeros([4, 3]), tf.zeros([3, 3]), tf.zeros([3])];
      const weights = [
        square,
        one,
        one,
        one,
        tf.zeros([6, 3]),
        tf.zeros([6]),
        tf.zeros([3, inside]),
        one,
        one,
        one,
      ];
      return nativeOutputs("KitFeedForward", [rows, rows, ...weights], {
        epsilon: { float: 1 },
        keep: { int: 1 },
      }, 6);
    };
    assert.equal(block(6)().length, 6);
    assert.throws(block(7), /Expected the second matrix to be \[D, F\]/);
    refused("KitGelu", [tf.zeros([2, 3]), tf.zeros([2])], 1, /Expected a bias for each column/);
    refused("KitGelu", [tf.zeros([6]), tf.zeros([6])], 1, /Expected input 0 to be of rank 2 but found 1/);
    refused(
      "KitAttention",
      [tf.zeros([4, 12]), starts(0, 5), none],
      2,
      /Expected the texts to hold all tokens/,
    );
    refused(
      "KitAttention",
      [tf.zeros([4, 12]), starts(0, 6, 4), none],
      2,
      /Expected every text to have a token/,
    );
    refused("KitAttention", [tf.zeros([4, 9]), starts(0, 4), none], 2, /Expected queries, keys and values/);
    refused(
      "KitAttention",
      [tf.zeros([4, 12]), starts(0, 4), tf.zeros([2, 3])],
      2,
      /a bias for every distance/,
    );
  },
});
