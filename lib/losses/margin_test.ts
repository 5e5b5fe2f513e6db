import assert from "node:assert/strict";
import { type Tensor2D, tf } from "../engine/mod.ts";
import golden from "../../goldens/losses.json" with { type: "json" };
import { marginLoss, marginTable } from "./margin.ts";
import type { MarginOptions } from "./margin_options.ts";
import {
  checkAgainstGolden,
  checkFiniteDifferences,
  closeTo,
  randomTriples,
  valueAndGradients,
} from "./triples_for_tests.ts";

const axis = (...row: number[]) => tf.tensor2d([row]);

Deno.test("margin losses and their gradients equal PyTorch's for every combination of options", () => {
  assert.equal(golden.margin.length, 60);
  for (const { options, ...expected } of golden.margin) {
    checkAgainstGolden((q, p, n) => marginLoss(q, p, n, options as MarginOptions), expected, options);
  }
});

Deno.test("one-sided errors and the controls, and their gradients, equal PyTorch's", () => {
  assert.equal(golden.marginControls.length, 68);
  for (const { options, ...expected } of golden.marginControls) {
    checkAgainstGolden((q, p, n) => marginLoss(q, p, n, options as MarginOptions), expected, options);
  }
});

Deno.test("gradients equal finite differences", () => {
  const triples = randomTriples(4, 6, 11);
  for (
    const options of [
      { target: "adaptive" },
      { target: "adaptive", inBatch: true, orientation: "reference" },
      { target: "distributed", errorFn: "soft" },
      { target: 0.3, inBatch: true },
      { target: "shuffled", inBatch: true },
      { target: "batch-mean", errorFn: "hinge" },
      { target: "reversed" },
    ] as MarginOptions[]
  ) {
    checkFiniteDifferences((q, p, n) => marginLoss(q, p, n, options), triples, JSON.stringify(options));
  }
  tf.dispose(triples);
});

Deno.test("a positive equal to its negative has an adaptive target of one", () => {
  const [q, p] = randomTriples(3, 5, 1);
  const { margins, targets } = marginTable(q, p, p, { target: "adaptive" });
  assert.deepEqual(margins.shape, [3]);
  for (const margin of margins.dataSync()) closeTo(margin, 0, 0, 1e-6);
  for (const target of targets.dataSync()) closeTo(target, 1, 0, 1e-6);
  closeTo(marginLoss(q, p, p, { target: "adaptive" }).dataSync()[0], 1, 1e-5, 0);
});

Deno.test("the loss does not depend on the lengths of the embeddings", () => {
  const [q, p, n] = randomTriples(3, 5, 2);
  for (const target of [0.5, "adaptive", "distributed"] as const) {
    const one = marginLoss(q, p, n, { target }).dataSync()[0];
    const other = marginLoss(tf.mul(q, 7), tf.mul(p, 0.01), tf.mul(n, 300), { target }).dataSync()[0];
    closeTo(one, other, 1e-5, 0);
  }
});

Deno.test("a batch of one is the same with and without its batch, in both orientations", () => {
  const [q, p, n] = randomTriples(1, 5, 3);
  const values = [
    { target: "adaptive" },
    { target: "adaptive", inBatch: true },
    { target: "adaptive", inBatch: true, orientation: "reference" },
    { target: "distributed" },
    { target: "distributed", orientation: "reference" },
  ].map((options) => marginLoss(q, p, n, options as MarginOptions).dataSync()[0]);
  for (const value of values) closeTo(value, values[0], 1e-6, 0);
});

Deno.test("row i of the table has the margin of query i in the paper, column j that of query j in the reference", () => {
  // Query 0 has margin 1 - 0, query 1 has margin 0 - 1.
  const q = tf.tensor2d([[1, 0], [1, 0]]);
  const p = tf.tensor2d([[1, 0], [0, 1]]);
  const n = tf.tensor2d([[0, 1], [1, 0]]);
  const table = (orientation: "paper" | "reference", options: MarginOptions) =>
    marginTable(q, p, n, { ...options, orientation }).margins.arraySync();
  assert.deepEqual(table("paper", { target: "distributed" }), [[1, 1], [-1, -1]]);
  assert.deepEqual(table("reference", { target: "distributed" }), [[1, -1], [1, -1]]);
  // P_ii - N_ij and P_jj - N_ij, with P_00 = 1, P_11 = 0 and N = [[0, 1], [0, 1]]
  assert.deepEqual(table("paper", { target: 0.3, inBatch: true }), [[1, 0], [0, -1]]);
  assert.deepEqual(table("reference", { target: 0.3, inBatch: true }), [[1, -1], [1, -1]]);
});

Deno.test("margins and targets have one shape, and the loss is the mean over them", () => {
  const [q, p, n] = randomTriples(4, 5, 4);
  for (const target of [0.25, "adaptive", "distributed"] as const) {
    for (const inBatch of target === "distributed" ? [false] : [false, true]) {
      const options = { target, inBatch };
      const { margins, targets } = marginTable(q, p, n, options);
      assert.deepEqual(margins.shape, inBatch || target === "distributed" ? [4, 4] : [4]);
      assert.deepEqual(targets.shape, margins.shape);
      const mean = tf.mean(tf.square(tf.sub(margins, targets))).dataSync()[0];
      closeTo(marginLoss(q, p, n, options).dataSync()[0], mean, 1e-5, 0);
    }
  }
});

Deno.test("a zero embedding gives a finite loss and finite gradients", () => {
  const zero = axis(0, 0, 0);
  for (const target of [0.5, "adaptive", "distributed"] as const) {
    for (const errorFn of ["l2", "l1", "soft"] as const) {
      const { value, gradients } = valueAndGradients(
        (q, p, n) => marginLoss(q, p, n, { target, errorFn }),
        [zero, axis(1, 2, 3), zero],
      );
      assert.ok(Number.isFinite(value));
      for (const gradient of gradients) assert.ok(gradient.every(Number.isFinite), `${gradient}`);
    }
  }
});

Deno.test("a detached target keeps the value and changes only the gradient of the passages", () => {
  const triples = randomTriples(4, 5, 5);
  const run = (detachTarget: boolean) =>
    valueAndGradients((q, p, n) => marginLoss(q, p, n, { target: "adaptive", detachTarget }), triples);
  const [attached, detached] = [run(false), run(true)];
  assert.equal(attached.value, detached.value);
  assert.deepEqual(attached.gradients[0], detached.gradients[0]);
  assert.notDeepEqual(attached.gradients[1], detached.gradients[1]);
  assert.notDeepEqual(attached.gradients[2], detached.gradients[2]);
});

Deno.test("no tensor is left behind by the loss, its table or its gradients", () => {
  const triples = randomTriples(4, 5, 6);
  const variables = triples.map((x) => tf.variable(x));
  const before = tf.memory().numTensors;
  for (const { options } of [...golden.margin, ...golden.marginControls]) {
    tf.dispose(marginLoss(triples[0], triples[1], triples[2], options as MarginOptions));
    tf.dispose(Object.values(marginTable(triples[0], triples[1], triples[2], options as MarginOptions)));
    const [q, p, n] = variables as unknown as Tensor2D[];
    const { value, grads } = tf.variableGrads(() => marginLoss(q, p, n, options as MarginOptions), variables);
    tf.dispose([value, grads]);
    assert.equal(tf.memory().numTensors, before, JSON.stringify(options));
  }
  tf.dispose([triples, variables]);
});

Deno.test("a wrong option is refused with what was expected and what was found", () => {
  const [q, p, n] = randomTriples(2, 3, 7);
  const refused = (options: unknown, message: RegExp) =>
    assert.throws(() => marginLoss(q, p, n, options as MarginOptions), { name: "UserError", message });
  refused({ target: "adaptiv" }, /target to be a number in \[-2, 2\], "adaptive".*but found "adaptiv"/);
  refused({ target: NaN }, /but found NaN/);
  refused({ target: 2.5 }, /but found 2\.5/);
  refused({}, /but found undefined/);
  refused({ target: 0.3, margin: 1 }, /unknown option "margin"; expected one of target, inBatch/);
  refused({ target: 0.3, errorFn: "l3" }, /errorFn to be one of l2, l1, soft, hinge but found "l3"/);
  refused({ target: 0.3, orientation: "code" }, /orientation to be one of paper, reference but found "code"/);
  refused({ target: 0.3, inBatch: "yes" }, /inBatch to be one of true, false but found "yes"/);
  refused({ target: "distributed", inBatch: true }, /distributed target is not defined with in-batch/);
});

Deno.test("embeddings of wrong or different shapes are refused", () => {
  const [q, p] = randomTriples(2, 3, 8);
  const options: MarginOptions = { target: "adaptive" };
  assert.throws(
    () => marginLoss(q, p, tf.ones([2, 4]), options),
    /one shape \[B, D\] but found queries \[2, 3\], positives \[2, 3\], negatives \[2, 4\]/,
  );
  assert.throws(
    () => marginLoss(q, tf.ones([3]) as unknown as Tensor2D, p, options),
    /the positives to be embeddings of shape \[B, D\] but found \[3\]/,
  );
});
