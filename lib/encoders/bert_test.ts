import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { TokenBatch } from "../base/mod.ts";
import { inCache, mirrorFolder } from "../base/mod.ts";
import { type Scalar, type Tensor, type Tensor2D, tf } from "../engine/mod.ts";
import { bertHiddenStates, makeWeights } from "./model.ts";
import type { BertConfig } from "./config.ts";
import { loadEncoder } from "./encoder.ts";
import { planBatch } from "./plan.ts";
import { pool } from "./pooling.ts";
import { packTexts } from "../text/mod.ts";

// Made with PyTorch and transformers by goldens/encoder.py; versions and seed are in the file.
const golden = JSON.parse(await readFile(new URL("../../goldens/encoder.json", import.meta.url), "utf8"));
const config: BertConfig = golden.small.config;
const weights = makeWeights(config, (name) => Float32Array.from(golden.small.weights[name]));

function pack(texts: number[][]): TokenBatch {
  const offsets = new Int32Array(texts.length + 1);
  texts.forEach((text, i) => offsets[i + 1] = offsets[i] + text.length);
  return { ids: Int32Array.from(texts.flat()), offsets };
}

function largestDifference(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  assert.equal(found.length, expected.length);
  let largest = 0;
  for (let i = 0; i < found.length; i++) largest = Math.max(largest, Math.abs(found[i] - expected[i]));
  return largest;
}

/** The hidden states of text i, out of the plan's order. */
function hiddenOf(hidden: Float32Array, plan: ReturnType<typeof planBatch>, text: number): Float32Array {
  const place = plan.restore[text];
  const first = plan.segments.indexOf(place);
  return hidden.subarray(first * config.hidden_size, (first + plan.lengths[place]) * config.hidden_size);
}

Deno.test("last hidden states equal those of transformers", () => {
  const plan = planBatch(pack(golden.small.texts));
  const hidden = tf.tidy(() => bertHiddenStates(plan, weights, config).dataSync() as Float32Array);
  golden.small.hidden.forEach((expected: number[], text: number) => {
    assert.ok(largestDifference(hiddenOf(hidden, plan, text), expected) < 1e-5, `text ${text}`);
  });
});

Deno.test("a text's states do not depend on the texts beside it: packed equals alone", () => {
  const plan = planBatch(pack(golden.small.texts));
  const together = tf.tidy(() => bertHiddenStates(plan, weights, config).dataSync() as Float32Array);
  golden.small.texts.forEach((text: number[], i: number) => {
    const alone = planBatch(pack([text]));
    const states = tf.tidy(() => bertHiddenStates(alone, weights, config).dataSync());
    assert.ok(largestDifference(hiddenOf(together, plan, i), states) < 1e-5, `text ${i}`);
  });
});

for (const pooling of ["mean", "cls"] as const) {
  Deno.test(`gradients of every parameter equal PyTorch's under ${pooling} pooling`, () => {
    const expected: Record<string, number[]> = golden.small.gradients[pooling];
    const before = tf.memory().numTensors;
    const { value, grads } = tf.variableGrads(() => {
      const plan = planBatch(pack(golden.small.texts));
      const pooled = pool(bertHiddenStates(plan, weights, config), plan, pooling);
      const coefficients = tf.tensor2d(golden.small.coefficients, pooled.shape);
      return tf.sum(tf.mul(pooled, coefficients)) as Scalar;
    }, [...weights.values()]);
    for (const [name, variable] of weights) {
      const gradient = grads[variable.name].dataSync();
      // A key's bias has no gradient but rounding: softmax does not see it. Hence the floor.
      const scale = Math.max(...expected[name].map(Math.abs), 1e-2);
      assert.ok(largestDifference(gradient, expected[name]) < 1e-4 * scale, name);
    }
    tf.dispose([value, grads as unknown as Tensor[]]);
    assert.equal(tf.memory().numTensors, before, "tensors left behind");
  });
}

Deno.test("a batch of texts of one length needs no padding, and one of many lengths few groups", () => {
  const even = planBatch(pack([[1, 2, 3], [4, 5, 6]]));
  assert.equal(even.groups.length, 1);
  assert.equal(even.unpadded, undefined);
  const odd = planBatch(pack(golden.small.texts));
  assert.equal(odd.groups.length, 1);
  assert.equal(odd.groups[0].length, 12);
  assert.deepEqual([...odd.restore].sort(), [0, 1, 2, 3, 4, 5, 6]);
});

Deno.test("a batch without texts or with an empty one is refused", () => {
  assert.throws(() => planBatch({ ids: new Int32Array(0), offsets: new Int32Array(1) }), /at least one text/);
  assert.throws(() => planBatch(pack([[1], []])), /text 1 has none/);
});

Deno.test("the gradient of the hidden states agrees with finite differences", () => {
  const plan = planBatch(pack([[3, 1, 4], [1, 5]]));
  const value = (): Tensor2D => bertHiddenStates(plan, weights, config);
  const name = "encoder.layer.0.attention.self.key.weight";
  const variable = weights.get(name)!;
  const { grads } = tf.variableGrads(() => tf.sum(tf.sin(value())) as Scalar, [variable]);
  const gradient = grads[variable.name].dataSync();
  const start = variable.dataSync().slice();
  const at = (i: number, step: number) => {
    const moved = start.slice();
    moved[i] += step;
    variable.assign(tf.tensor(moved, variable.shape));
    return tf.tidy(() => (tf.sum(tf.sin(value())) as Scalar).dataSync()[0]);
  };
  for (const i of [0, 17, 100]) {
    const difference = (at(i, 1e-2) - at(i, -1e-2)) / 2e-2;
    assert.ok(
      Math.abs(difference - gradient[i]) < 1e-3 + 0.02 * Math.abs(gradient[i]),
      `${difference} ${gradient[i]}`,
    );
  }
  variable.assign(tf.tensor(start, variable.shape));
});

const minilm = [mirrorFolder(), inCache("downloads")]
  .map((folder) => `${folder}/sentence-transformers/all-MiniLM-L6-v2`)
  .find((folder) => existsSync(`${folder}/model.safetensors`));

Deno.test({
  name: `minilm's mean-pooled states equal those of transformers${
    minilm ? "" : " (skipped: its weights are not in the cache; `deno task reproduce` fetches them)"
  }`,
  ignore: !minilm,
  fn: async () => {
    const encoder = await loadEncoder(minilm!);
    const { sentences, maxLength, meanPooled } = golden.minilm;
    const batch = packTexts(encoder.tokenizer, sentences, { maxLength });
    const embedded = tf.tidy(() => encoder.encode(batch).arraySync() as number[][]);
    sentences.forEach((sentence: string, i: number) => {
      assert.ok(largestDifference(embedded[i], meanPooled[i]) < 1e-5, sentence.slice(0, 60));
    });
    encoder.dispose();
  },
});
