import assert from "node:assert/strict";
import { makeAdamState } from "./adam.ts";
import { tf } from "./engine.ts";

const update = { beta1: 0.9, beta2: 0.99, rate: 0.1, epsilon: 1e-3, decay: 0.5 };

Deno.test("two updates change parameter and moments as the formula says, and leave nothing behind", async () => {
  const before = tf.memory().numTensors;
  const start = tf.tensor([1, -2]);
  const parameter = tf.variable(start);
  const state = makeAdamState(parameter);
  const gradient = tf.tensor([0.5, 3]);
  const expected = { p: [1, -2], m: [0, 0], v: [0, 0] };
  for (let step = 0; step < 2; step++) {
    state.update(gradient, update);
    [0.5, 3].forEach((g, i) => {
      expected.m[i] = 0.9 * expected.m[i] + 0.1 * g;
      expected.v[i] = 0.99 * expected.v[i] + 0.01 * g * g;
      expected.p[i] = 0.5 * expected.p[i] - 0.1 * expected.m[i] / (Math.sqrt(expected.v[i]) + 1e-3);
    });
  }
  const close = (found: ArrayLike<number>, wanted: number[]) =>
    wanted.forEach((value, i) => assert.ok(Math.abs(found[i] - value) < 1e-6, `${found[i]} for ${value}`));
  close(parameter.dataSync(), expected.p);
  close(await state.first.data(), expected.m);
  close(await state.second.data(), expected.v);
  assert.deepEqual([...start.dataSync()], [1, -2], "the tensor that the parameter started from");

  state.first.assign(gradient);
  close(await state.first.data(), [0.5, 3]);
  state.dispose();
  tf.dispose([parameter, start, gradient]);
  assert.equal(tf.memory().numTensors, before);
});
