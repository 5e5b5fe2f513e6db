import assert from "node:assert/strict";
import { mean } from "../base/mod.ts";
import type { Diagnosis } from "./diagnose.ts";
import { errorOf, expectedGain, heldOut, type KnownCase } from "./expectation.ts";

const diagnosis = (meanTarget: number, alignment: number): Diagnosis => ({
  "mean target": meanTarget,
  "spread of targets": 0.05,
  "mean margin": 0.1,
  "ordered triples": 0.6,
  alignment,
  "uniformity": -2,
  "effective rank": 40,
});
const at = (gain: number) => ({ mean: gain, low: gain, high: gain });
/** The gain follows the mean target, and has nothing to do with the alignment. */
const cases = [[0.6, 0.3], [0.7, 0.1], [0.8, 0.4], [0.9, 0.2]].map(([target, alignment], i): KnownCase => ({
  encoder: `encoder-${i}`,
  collection: "here",
  diagnosis: diagnosis(target, alignment),
  gains: { static: at(1 - target) },
}));

Deno.test("the property that errs least at cases left out says what to expect", () => {
  const { property, gain, error, cases: count } = expectedGain(diagnosis(0.75, 0.9), cases, "static")!;
  assert.deepEqual([property, count], ["mean target", 4]);
  assert.ok(Math.abs(gain.mean - 0.25) < 1e-9 && gain.high - gain.low < 1e-6 && error < 1e-9);
});

Deno.test("where no property says more than the mean, the mean is what to expect", () => {
  const level = cases.map((each, i) => ({ ...each, gains: { static: at(i % 3 === 0 ? 0.1 : 0.12) } }));
  const { property, gain } = expectedGain(diagnosis(0.75, 0.2), level, "static")!;
  assert.equal(property, undefined);
  assert.ok(Math.abs(gain.mean - 0.11) < 1e-9 && gain.low < 0.1 && gain.high > 0.12);
});

Deno.test("a property outside of what the known cases have is extrapolated, and their mean is not", () => {
  const { extrapolated, range } = expectedGain(diagnosis(0.95, 0.2), cases, "static")!;
  assert.deepEqual([extrapolated, range], [true, { low: 0.6, high: 0.9 }]);
  assert.equal(expectedGain(diagnosis(0.9, 5), cases, "static")!.extrapolated, false);
  const level = cases.map((each, i) => ({ ...each, gains: { static: at(i % 3 === 0 ? 0.1 : 0.12) } }));
  assert.equal(expectedGain(diagnosis(0.95, 5), level, "static")!.extrapolated, false);
});

Deno.test("the error is that of the whole rule, the choice of its property included", () => {
  const gains = [0.3, -0.1, 0.2, 0.05, -0.2];
  const noise = cases.concat(cases[0]).map((each, i) => ({
    ...each,
    diagnosis: diagnosis(0.5 + 0.07 * ((3 * i) % 5), 0.1 * ((2 * i) % 5)),
    gains: { static: at(gains[i]) },
  }));
  const expected = noise.map((left) => {
    const others = noise.filter((each) => each !== left);
    return Math.abs(expectedGain(left.diagnosis, others, "static")!.gain.mean - left.gains.static.mean);
  });
  const { error } = expectedGain(noise[0].diagnosis, noise, "static")!;
  assert.ok(Math.abs(error - mean(expected)) < 1e-12);
});

Deno.test("few cases, or none against a method, say nothing", () => {
  assert.equal(expectedGain(diagnosis(0.7, 0.2), cases.slice(0, 3), "static"), undefined);
  assert.equal(expectedGain(diagnosis(0.7, 0.2), cases, "softmax"), undefined);
});

Deno.test("a rule is tried on the collections that it was not fitted on", () => {
  const there: KnownCase = {
    encoder: "x",
    collection: "there",
    diagnosis: diagnosis(0.5, 0.2),
    gains: { static: at(0.3) },
  };
  const tried = heldOut([...cases, there], "here", "static");
  assert.equal(tried.length, 1);
  assert.ok(Math.abs(tried[0].expected.gain.mean - 0.5) < 1e-9);
  assert.ok(Math.abs(errorOf(tried) - 0.2) < 1e-9);
});
