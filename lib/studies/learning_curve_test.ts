import assert from "node:assert/strict";
import { smokeConfigs } from "../runs/configs_for_tests.ts";
import { fakeResult } from "../runs/results_for_tests.ts";
import { areaOverLogTriples, bestSoFar } from "./learning_curve.ts";

const [config] = smokeConfigs;
const curve = (values: number[], triples = [0, 100, 200, 400]) => ({
  ...fakeResult(config),
  validations: values.map((value, i) => ({ step: i, triples: triples[i], measures: { "nDCG@10": value } })),
});

Deno.test("a curve that falls keeps its best", () => {
  const points = bestSoFar(curve([0.1, 0.4, 0.3, 0.5]));
  assert.deepEqual(points.map(({ value }) => value), [0.1, 0.4, 0.4, 0.5]);
});

Deno.test("the area of a level curve is its level, whatever came before training", () => {
  assert.ok(Math.abs(areaOverLogTriples(bestSoFar(curve([0.1, 0.4, 0.4, 0.4]))) - 0.4) < 1e-12);
});

Deno.test("each doubling counts the same", () => {
  // 0.2 to 0.4 in one doubling, then 0.4 to 0.8 in another: means of 0.3 and 0.6
  assert.ok(Math.abs(areaOverLogTriples(bestSoFar(curve([0, 0.2, 0.4, 0.8]))) - 0.45) < 1e-12);
});

Deno.test("a single validation has no area", () => {
  assert.ok(Number.isNaN(areaOverLogTriples(bestSoFar(curve([0.1, 0.2])))));
});
