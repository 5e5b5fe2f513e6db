import assert from "node:assert/strict";
import { type Tensor, type Tensor2D, tf } from "../engine/mod.ts";
import { marginLoss, marginTable } from "./margin.ts";
import type { MarginOptions } from "./margin_options.ts";
import { closeTo, randomTriples, valueAndGradients } from "./triples_for_tests.ts";

const B = 5;
const targets = (options: MarginOptions) =>
  tf.tidy(() => {
    const [q, p, n] = randomTriples(B, 4, 3);
    return [...marginTable(q, p, n, options).targets.dataSync()];
  });
const sorted = (values: number[]) => [...values].sort((a, b) => a - b);

Deno.test("shuffled targets are those of the batch, none at its own place", () => {
  for (const inBatch of [false, true]) {
    const T = targets({ target: "adaptive", inBatch });
    const shuffled = targets({ target: "shuffled", inBatch });
    assert.deepEqual(sorted(shuffled), sorted(T));
    assert.ok(shuffled.every((value, i) => value !== T[i]));
  }
});

Deno.test("in a table, no shuffled target of a query's own pair comes from another query's own pair", () => {
  const T = targets({ target: "adaptive", inBatch: true });
  const shuffled = targets({ target: "shuffled", inBatch: true });
  const own = new Set(Array.from({ length: B }, (_, i) => T[i * B + i]));
  for (let i = 0; i < B; i++) assert.ok(!own.has(shuffled[i * B + i]));
});

Deno.test("a batch of one keeps its target when it is shuffled", () => {
  const [q, p, n] = randomTriples(1, 4, 3);
  for (const inBatch of [false, true]) {
    const [T, shuffled] = (["adaptive", "shuffled"] as const).map((target) =>
      marginTable(q, p, n, { target, inBatch }).targets.dataSync()
    );
    assert.deepEqual(shuffled, T);
  }
});

Deno.test("the batch's mean is one target for all, and a reversed target falls where the adaptive one rises", () => {
  for (const inBatch of [false, true]) {
    const T = targets({ target: "adaptive", inBatch });
    const mean = T.reduce((sum, value) => sum + value) / T.length;
    for (const value of targets({ target: "batch-mean", inBatch })) closeTo(value, mean, 1e-6, 0);
    targets({ target: "reversed", inBatch }).forEach((value, i) => closeTo(value, 1 - T[i], 1e-6, 0));
  }
});

// mean_ij (m_i - T_ij)^2 = mean_i (m_i - mean_j T_ij)^2 + mean_i Var_j(T_ij): the second term has no query in it.
Deno.test("distributed targets are each positive's mean target, and a term that moves the passages alone", () => {
  const triples = randomTriples(B, 4, 9);
  const [q, p, n] = triples;
  const parts = (...[q, p, n]: Tensor2D[]) => {
    const { margins, targets } = marginTable(q, p, n, { target: "distributed" });
    const { mean, variance } = tf.moments(targets, 1); // [B]
    const m = tf.squeeze(tf.slice(margins, [0, 0], [B, 1]), [1]); // [B]
    return { toMean: tf.mean(tf.square(tf.sub(m, mean))), spread: tf.mean(variance) };
  };
  const { toMean, spread } = parts(q, p, n);
  const whole = valueAndGradients((q, p, n) => marginLoss(q, p, n, { target: "distributed" }), triples);
  closeTo(whole.value, toMean.dataSync()[0] + spread.dataSync()[0], 1e-5, 0);

  const byMean = valueAndGradients((q, p, n) => parts(q, p, n).toMean.asScalar(), triples);
  const bySpread = valueAndGradients(
    (q, p, n) => tf.add(parts(q, p, n).spread, tf.mul(0, tf.sum(q))).asScalar(),
    triples,
  );
  whole.gradients[0].forEach((value, k) => closeTo(value, byMean.gradients[0][k], 1e-4, 1e-7));
  assert.ok(bySpread.gradients[0].every((value) => value === 0));
  for (const which of [1, 2]) {
    assert.ok(bySpread.gradients[which].some((value) => Math.abs(value) > 1e-3));
    whole.gradients[which].forEach((value, k) =>
      closeTo(value, byMean.gradients[which][k] + bySpread.gradients[which][k], 1e-4, 1e-6)
    );
  }
});

Deno.test("a hinge costs nothing above the target and the squared difference below it", () => {
  const same = tf.tensor2d([[1, 0]]), other = tf.tensor2d([[0, 1]]);
  const cost = (target: number, errorFn: "hinge" | "l2") =>
    marginLoss(same, same, other, { target, errorFn }).dataSync()[0]; // the margin is 1
  assert.equal(cost(0.25, "hinge"), 0);
  assert.equal(cost(1.5, "hinge"), 0.25);
  assert.equal(cost(1.5, "l2"), 0.25);
});

Deno.test("targets from outside are compared as those of the batch are, without a gradient through them", () => {
  const triples = randomTriples(B, 4, 12);
  const [q, p, n] = triples;
  for (
    const options of [
      { target: "adaptive" },
      { target: "adaptive", inBatch: true, orientation: "reference" },
      { target: "distributed" },
    ] as MarginOptions[]
  ) {
    const { targets } = marginTable(q, p, n, options);
    const own = valueAndGradients(
      (q, p, n) => marginLoss(q, p, n, { ...options, detachTarget: true }),
      triples,
    );
    const outside = valueAndGradients(
      (q, p, n) => marginLoss(q, p, n, { ...options, target: targets }),
      triples,
    );
    assert.deepEqual(outside, own);
  }
});

Deno.test("targets from outside of another shape than the margins are refused", () => {
  const [q, p, n] = randomTriples(B, 4, 12);
  const refused = (target: Tensor, inBatch: boolean, message: RegExp) =>
    assert.throws(() => marginLoss(q, p, n, { target, inBatch }), { name: "UserError", message });
  refused(tf.ones([B - 1]), false, /outside of shape \[5\] or \[5, 5\] but found \[4\]/);
  refused(tf.ones([B]), true, /outside of shape \[5, 5\] with in-batch negatives but found \[5\]/);
  refused(tf.ones([B, 2 * B]), true, /but found \[5, 10\]/);
});
