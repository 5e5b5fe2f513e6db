import assert from "node:assert/strict";
import { tf } from "../engine/mod.ts";
import { hardNegativeShare } from "./hard_negatives.ts";
import { inBatchSoftmaxLoss } from "./in_batch_softmax.ts";
import { marginLoss } from "./margin.ts";
import { closeTo } from "./triples_for_tests.ts";

// Each negative is at 60° or 30° from its query, and each positive at 45°: the second negative is hard.
const at = (degrees: number) => [Math.cos(degrees * Math.PI / 180), Math.sin(degrees * Math.PI / 180)];
const queries = tf.tensor2d([at(0), at(0)]);
const positives = tf.tensor2d([at(45), at(45)]);
const negatives = tf.tensor2d([at(60), at(30)]);

Deno.test("the share is that of the gradients' lengths, by hand for a static margin", () => {
  const before = tf.memory().numTensors;
  const found = hardNegativeShare(
    queries,
    positives,
    negatives,
    (n) => marginLoss(queries, positives, n, { target: 0.5 }),
  );
  // dL/dn = -(m - 0.5) d cos/dn, and the cosine's gradient is the sine of the angle long.
  const length = (degrees: number) => {
    const margin = at(45)[0] - at(degrees)[0];
    return Math.abs(margin - 0.5) * at(degrees)[1];
  };
  closeTo(found, length(30) / (length(30) + length(60)), 0, 1e-6);
  assert.equal(tf.memory().numTensors, before);
});

Deno.test("a loss without margins has one too; without a hard negative it is 0, without a gradient NaN", () => {
  const softmax = (n: typeof negatives) => inBatchSoftmaxLoss(queries, positives, n);
  const share = hardNegativeShare(queries, positives, negatives, softmax);
  assert.ok(share > 0.5 && share < 1, `${share}`);
  const easy = tf.tensor2d([at(60), at(80)]);
  assert.equal(hardNegativeShare(queries, positives, easy, softmax), 0);
  const hinge = (n: typeof negatives) => marginLoss(queries, positives, n, { target: -1, errorFn: "hinge" });
  assert.ok(Number.isNaN(hardNegativeShare(queries, positives, easy, hinge)));
});
