import assert from "node:assert/strict";
import { generator } from "../base/mod.ts";
import { bootstrapInterval } from "./bootstrap.ts";
import { twoWayBootstrap } from "./two_way_bootstrap.ts";

const random = generator(3);
const table = (seeds: number, queries: number, value: (seed: number, query: number) => number) =>
  Array.from({ length: seeds }, (_, s) => Float64Array.from({ length: queries }, (_, q) => value(s, q)));

const close = (found: number, expected: number, within: number) =>
  assert.ok(Math.abs(found - expected) < within, `${found}, expected ${expected}`);

Deno.test("one seed and no clusters: the interval over queries alone", () => {
  const values = Float64Array.from({ length: 300 }, () => random.normal());
  const two = twoWayBootstrap([values], { seed: 1 }), one = bootstrapInterval(values, { seed: 2 });
  close(two.mean, one.mean, 1e-12);
  close(two.low, one.low, 0.01);
  close(two.high, one.high, 0.01);
});

Deno.test("what differs between seeds widens the interval as theory says", () => {
  const ofSeed = Float64Array.from({ length: 20 }, () => random.normal());
  const values = table(20, 400, (seed) => ofSeed[seed]);
  const mean = ofSeed.reduce((a, b) => a + b, 0) / 20;
  const spread = Math.sqrt(ofSeed.reduce((a, b) => a + (b - mean) ** 2, 0) / 20);
  const { low, high } = twoWayBootstrap(values, { seed: 1 });
  close((high - low) / 2, 1.96 * spread / Math.sqrt(20), 0.03);
});

Deno.test("queries that are copies of one another count once where they share a cluster", () => {
  const distinct = Float64Array.from({ length: 50 }, () => random.normal());
  const copied = table(1, 200, (_, query) => distinct[query % 50]);
  const clusters = Int32Array.from({ length: 200 }, (_, query) => query % 50);
  const width = ({ low, high }: { low: number; high: number }) => high - low;
  const apart = width(twoWayBootstrap(copied, { seed: 1 }));
  const together = width(twoWayBootstrap(copied, { seed: 1, clusters }));
  close(together, width(bootstrapInterval(distinct, { seed: 1 })), 0.05);
  close(together / apart, 2, 0.1);
});

Deno.test("clusters of different sizes keep the mean over queries", () => {
  const { mean } = twoWayBootstrap([[1, 1, 1, 0]], {
    seed: 1,
    clusters: ["a", "a", "a", "b"],
    resamples: 10,
  });
  assert.equal(mean, 0.75);
});

Deno.test("no values, seeds with other queries, and clusters that do not fit are refused", () => {
  assert.throws(() => twoWayBootstrap([], { seed: 1 }), /from every seed but found none/);
  assert.throws(() => twoWayBootstrap([[1, 2], [1]], { seed: 1 }), /but found 2, 1/);
  assert.throws(() => twoWayBootstrap([[1, 2]], { seed: 1, clusters: [1] }), /each of 2 queries but found 1/);
  assert.throws(() => twoWayBootstrap([[1, 2]], { seed: 1, resamples: 0 }), /resamples above 0/);
});
