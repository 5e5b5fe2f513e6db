import assert from "node:assert/strict";
import { generator } from "../base/mod.ts";
import { bootstrapInterval, pairedBootstrap } from "./bootstrap.ts";

const random = generator(7);
const values = Float64Array.from({ length: 400 }, () => random.normal() + 3);

Deno.test("the interval of a mean of normal values is close to the one that theory gives", () => {
  const { mean, low, high } = bootstrapInterval(values, { seed: 1, resamples: 4000 });
  // 1.96 standard errors of 1 / sqrt(400)
  assert.ok(Math.abs(mean - low - 0.098) < 0.012, `${mean - low}`);
  assert.ok(Math.abs(high - mean - 0.098) < 0.012, `${high - mean}`);
});

Deno.test("the same seed gives the same interval, another seed another", () => {
  const interval = (seed: number) => bootstrapInterval(values, { seed, resamples: 200 });
  assert.deepEqual(interval(1), interval(1));
  assert.notDeepEqual(interval(1), interval(2));
});

Deno.test("an interval is that of draws made one by one, whatever was drawn before", () => {
  const byHand = (some: Float64Array, seed: number) => {
    const random = generator(seed);
    return Array.from({ length: 50 }, () => {
      let sum = 0;
      for (let i = 0; i < some.length; i++) sum += some[Math.floor(random.uniform() * some.length)];
      return sum / some.length;
    }).sort((a, b) => a - b);
  };
  for (const [length, seed] of [[400, 1], [7, 1], [400, 2], [400, 1], [70_000, 1], [400_000, 1]]) {
    const some = Float64Array.from({ length }, (_, i) => Math.sin(i));
    const means = byHand(some, seed);
    const { low, high } = bootstrapInterval(some, { seed, resamples: 50, confidence: 48 / 49 });
    // 1/98 of 49 steps: half of the way from the first to the second
    assert.ok(Math.abs(low - (means[0] + means[1]) / 2) < 1e-12);
    assert.ok(Math.abs(high - (means[48] + means[49]) / 2) < 1e-12);
  }
});

Deno.test("more confidence needs a wider interval", () => {
  const width = (confidence: number) => {
    const { low, high } = bootstrapInterval(values, { seed: 1, resamples: 1000, confidence });
    return high - low;
  };
  assert.ok(width(0.5) < width(0.9) && width(0.9) < width(0.99));
});

Deno.test("a paired interval is that of the differences: what queries share does not widen it", () => {
  const better = values.map((value) => value + 0.01);
  const { mean, low, high } = pairedBootstrap(better, values, { seed: 1, resamples: 200 });
  for (const bound of [mean, low, high]) assert.ok(Math.abs(bound - 0.01) < 1e-9);
});

Deno.test("no values, different lengths and options out of range are refused", () => {
  assert.throws(() => bootstrapInterval([], { seed: 1 }), /at least one value but found none/);
  assert.throws(() => pairedBootstrap([1, 2], [1], { seed: 1 }), /the same queries but found 2 and 1/);
  assert.throws(() => bootstrapInterval([1], { seed: 1, resamples: 0 }), /found 0 and 0\.95/);
  assert.throws(() => bootstrapInterval([1], { seed: 1, confidence: 95 }), /found 10000 and 95/);
});
