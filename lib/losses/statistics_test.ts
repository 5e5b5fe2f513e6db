import assert from "node:assert/strict";
import { tf } from "../engine/mod.ts";
import { marginStatistics } from "./statistics.ts";
import { closeTo } from "./triples_for_tests.ts";

// Margins 1 - 0 and 0 - 1; adaptive targets 1/2 and 1/2; the passages' table T is [[.5, 1], [1, .5]].
const queries = tf.tensor2d([[1, 0], [1, 0]]);
const positives = tf.tensor2d([[1, 0], [0, 1]]);
const negatives = tf.tensor2d([[0, 1], [1, 0]]);

Deno.test("statistics are means and population standard deviations of margins and targets", () => {
  const before = tf.memory().numTensors;
  const found = marginStatistics(queries, positives, negatives, { target: "distributed" });
  closeTo(found.marginMean, 0, 0, 1e-6);
  closeTo(found.marginStd, 1, 0, 1e-6);
  closeTo(found.targetMean, 0.75, 0, 1e-6);
  closeTo(found.targetStd, 0.25, 0, 1e-6);
  // Each margin meets two targets: in the bins that start at -1, the last one, and 0.5.
  const filled = (counts: readonly number[]) => [...counts.entries()].filter(([, count]) => count > 0);
  assert.deepEqual(filled(found.histograms.margins), [[0, 2], [39, 2]]);
  assert.deepEqual(filled(found.histograms.targets), [[30, 2], [39, 2]]);
  assert.equal(tf.memory().numTensors, before);
});

Deno.test("without a margin loss's options there are margins and no targets", () => {
  const found = marginStatistics(queries, positives, negatives);
  closeTo(found.marginStd, 1, 0, 1e-6);
  assert.ok(Number.isNaN(found.targetMean) && Number.isNaN(found.targetStd));
  assert.deepEqual(found.histograms.targets, []);
});
