import assert from "node:assert/strict";
import { generator, type TokenBatch } from "../base/mod.ts";
import { type Scalar, type Tensor, tf } from "../engine/mod.ts";
import { type Dropout, dropoutMasks } from "./dropout.ts";
import { smallConfig } from "./config_for_tests.ts";
import { hiddenStates, weightShapes } from "./model.ts";
import { makeWeights } from "./weights.ts";
import { planBatch } from "./plan.ts";

const CONFIG = smallConfig();
// Two lengths, so that a text is padded.
const BATCH: TokenBatch = {
  ids: Int32Array.from([1, 5, 9, 2, 1, 7, 8, 12, 11, 2]),
  offsets: Int32Array.from([0, 4, 10]),
};
const DROPOUT: Dropout = { hidden: 0.2, attention: 0.3, seed: 3 };

const random = generator(8);
const weights = makeWeights(weightShapes(CONFIG), (name, size) => {
  const centre = name.includes("LayerNorm.weight") ? 1 : 0;
  return Float32Array.from({ length: size }, () => centre + 0.3 * random.normal());
});

function hidden(dropout?: Dropout): Float32Array {
  return tf.tidy(() =>
    hiddenStates(planBatch(BATCH), weights, CONFIG, { dropout }).dataSync() as Float32Array
  );
}

Deno.test("a mask drops its share, scales the others up, and is the same at every call", () => {
  const mask = dropoutMasks({ hidden: 0.25, attention: 0, seed: 12 })("hidden", 1, 2, 3);
  const [first, second] = [0, 1].map(() => tf.tidy(() => mask(tf.ones([100, 200])).dataSync()));
  assert.deepEqual(first, second);
  const dropped = first.filter((value) => value === 0).length / first.length;
  // Five standard deviations of the share.
  assert.ok(Math.abs(dropped - 0.25) < 5 * Math.sqrt(0.25 * 0.75 / first.length), `${dropped}`);
  assert.ok(first.every((value) => value === 0 || Math.abs(value - 4 / 3) < 1e-6));
});

Deno.test("masks differ from place to place and from seed to seed", () => {
  const values = (seed: number, ...place: [number, number, number]) =>
    tf.tidy(() => dropoutMasks({ ...DROPOUT, seed })("hidden", ...place)(tf.ones([200])).dataSync().join());
  const seen = [[1, 0, 1, 0], [2, 0, 1, 0], [1, 1, 1, 0], [1, 0, 2, 0], [1, 0, 1, 1]]
    .map(([seed, layer, part, index]) => values(seed, layer, part, index));
  assert.equal(new Set(seen).size, seen.length);
});

Deno.test("hidden states depend only on the seed; rates of zero are no dropout", () => {
  assert.deepEqual(hidden(DROPOUT), hidden(DROPOUT));
  assert.notDeepEqual(hidden(DROPOUT), hidden({ ...DROPOUT, seed: 4 }));
  assert.notDeepEqual(hidden({ ...DROPOUT, attention: 0 }), hidden());
  assert.notDeepEqual(hidden({ ...DROPOUT, hidden: 0 }), hidden());
  assert.deepEqual(hidden({ hidden: 0, attention: 0, seed: 3 }), hidden());
});

Deno.test("under a fixed seed the gradient of every weight agrees with finite differences", () => {
  const before = tf.memory().numTensors;
  const value = () =>
    tf.sum(tf.sin(hiddenStates(planBatch(BATCH), weights, CONFIG, { dropout: DROPOUT }))) as Scalar;
  const { value: loss, grads } = tf.variableGrads(value, [...weights.values()]);
  for (const [name, weight] of weights) {
    // Along a random direction, whose derivative is its product with the gradient.
    const direction = Float32Array.from({ length: weight.size }, () => random.normal());
    const length = Math.hypot(...direction);
    const start = weight.dataSync().slice();
    const at = (step: number) =>
      tf.tidy(() => {
        weight.assign(tf.tensor(start.map((x, i) => x + step * direction[i] / length), weight.shape));
        return value().dataSync()[0];
      });
    const difference = (at(1e-2) - at(-1e-2)) / 2e-2;
    tf.tidy(() => weight.assign(tf.tensor(start, weight.shape)));
    const gradient = grads[weight.name].dataSync() as Float32Array;
    const expected = gradient.reduce((sum, slope, i) => sum + slope * direction[i] / length, 0);
    assert.ok(
      Math.abs(difference - expected) < 2e-3 + 0.01 * Math.abs(expected),
      `${name}: ${difference} ${expected}`,
    );
  }
  tf.dispose([loss, grads as unknown as Tensor[]]);
  assert.equal(tf.memory().numTensors, before, "tensors left behind");
});

Deno.test("a rate outside [0, 1) is refused", () => {
  assert.throws(
    () => hidden({ ...DROPOUT, attention: 1 }),
    /Expected the rate of attention dropout to be in \[0, 1\) but found 1/,
  );
});
