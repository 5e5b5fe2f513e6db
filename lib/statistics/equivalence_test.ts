import assert from "node:assert/strict";
import { generator } from "../base/mod.ts";
import { differenceTest, equivalenceTest } from "./equivalence.ts";

const random = generator(5);
const around = (centre: number, spread: number) =>
  Float64Array.from({ length: 20_000 }, () => centre + spread * random.normal());

Deno.test("the p-value is the normal's where resamples are normal", () => {
  // 0.02 is one standard deviation above 0.01: 15.9 % lie beyond.
  const { p, equivalent } = equivalenceTest(around(0.01, 0.01), { margin: 0.02 });
  assert.ok(Math.abs(p - 0.1587) < 0.01, `${p}`);
  assert.equal(equivalent, false);
});

Deno.test("the worse side decides", () => {
  assert.equal(equivalenceTest(around(0, 0.005), { margin: 0.02 }).equivalent, true);
  assert.equal(equivalenceTest(around(0.03, 0.001), { margin: 0.02 }).equivalent, false);
  assert.equal(equivalenceTest(around(-0.03, 0.001), { margin: 0.02 }).equivalent, false);
});

Deno.test("a difference two standard deviations from 0 has a p of 0.046, none is ever 0 or above 1", () => {
  assert.ok(Math.abs(differenceTest(around(0.02, 0.01)) - 0.0455) < 0.008);
  assert.ok(differenceTest([1, 1, 1]) > 0);
  assert.equal(differenceTest([0, 0]), 1);
});

Deno.test("a difference is tested from any value", () => {
  const resamples = around(0.03, 0.01);
  assert.ok(differenceTest(resamples) < 0.01);
  assert.equal(differenceTest(resamples, 0.05), differenceTest(resamples.map((x) => x - 0.05)));
});

Deno.test("no resamples and a margin of 0 are refused", () => {
  assert.throws(() => equivalenceTest([], { margin: 0.02 }), /expected resamples and a margin above 0/);
  assert.throws(() => equivalenceTest([0], { margin: 0 }), /found 1 and 0/);
  assert.throws(() => differenceTest([]), /expected resamples/);
});
