import assert from "node:assert/strict";
import { generator } from "../base/mod.ts";
import { pairedBootstrap } from "./bootstrap.ts";
import { seedsBootstrap } from "./seeds_bootstrap.ts";

const random = generator(3);
const queries = Float64Array.from({ length: 100 }, () => random.normal());
const shifted = (by: number) => queries.map((value) => value + by);
const width = ({ low, high }: { low: number; high: number }) => high - low;

Deno.test("with one run each it is the bootstrap over queries", () => {
  const other = queries.map(() => random.normal());
  const options = { seed: 1, resamples: 4000 };
  const both = seedsBootstrap([queries], [other], options), paired = pairedBootstrap(queries, other, options);
  assert.ok(Math.abs(both.mean - paired.mean) < 1e-12);
  assert.ok(Math.abs(width(both) / width(paired) - 1) < 0.06, `${width(both)} and ${width(paired)}`);
});

Deno.test("runs that differ widen the interval by as much as theory says", () => {
  // Queries cancel; seeds of one system shift all its values by -1, 0 or 1: the mean of 3 draws has variance 2/9.
  const { mean, low, high } = seedsBootstrap([-1, 0, 1].map(shifted), [queries], {
    seed: 1,
    resamples: 4000,
  });
  assert.ok(Math.abs(mean) < 1e-12);
  // All three draws are -1 with a chance of 1/27 > 2.5 %.
  assert.ok(Math.abs(low + 1) < 1e-9 && Math.abs(high - 1) < 1e-9, `${low}, ${high}`);
});

Deno.test("the same seed gives the same interval", () => {
  const interval = (seed: number) =>
    seedsBootstrap([queries], [[...queries].reverse()], { seed, resamples: 99 });
  assert.deepEqual(interval(1), interval(1));
  assert.notDeepEqual(interval(1), interval(2));
});

Deno.test("no runs, different lengths and no values are refused", () => {
  assert.throws(() => seedsBootstrap([], [[1]], { seed: 1 }), /found 0 and 1 runs with 1 values/);
  assert.throws(() => seedsBootstrap([[1]], [[1, 2]], { seed: 1 }), /found 1 and 1 runs with 1, 2 values/);
  assert.throws(() => seedsBootstrap([[]], [[]], { seed: 1 }), /at least one value/);
});
