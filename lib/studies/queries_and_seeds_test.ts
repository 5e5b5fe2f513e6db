import assert from "node:assert/strict";
import { generator } from "../base/mod.ts";
import { meanInterval, twoWayBootstrap } from "../statistics/mod.ts";
import { SEED } from "./estimate.ts";
import { overQueriesAndSeeds } from "./queries_and_seeds.ts";

const QUERIES = 400;
const ids = Array.from({ length: QUERIES }, (_, query) => `q${query}`);

/** Seeds with these means; queries vary around them. */
function table(means: readonly number[], spread: number): number[][] {
  const random = generator(3);
  return means.map((mean) => Array.from({ length: QUERIES }, () => mean + spread * random.normal()));
}

Deno.test("three seeds that vary are not enough for the bootstrap's narrow interval", () => {
  const values = table([0.048, 0.039, 0.009], 0.001);
  assert.ok(twoWayBootstrap(values, { seed: SEED }).low > 0, "the bootstrap alone is sure");
  const { low, high, pOf } = overQueriesAndSeeds(values, ids);
  const student = meanInterval([0.048, 0.039, 0.009]);
  assert.ok(Math.abs(low - student.low) < 1e-3 && Math.abs(high - student.high) < 1e-3);
  assert.ok(pOf(0) > 0.05 && pOf(0.3) < 0.01);
});

Deno.test("where queries vary more than seeds, the interval is the bootstrap's", () => {
  // The same queries are hard for every seed.
  const [one] = table([0.1], 0.5);
  const values = [one, one.map((value) => value + 0.001), one.map((value) => value - 0.001)];
  const { low, high } = twoWayBootstrap(values, { seed: SEED });
  const found = overQueriesAndSeeds(values, ids);
  assert.deepEqual([found.low, found.high], [low, high]);
});

Deno.test("a mean is within a margin where both methods say so", () => {
  assert.equal(overQueriesAndSeeds(table([0.001, -0.001, 0], 0.02), ids).isWithin(0.02), true);
  assert.equal(overQueriesAndSeeds(table([0.015, -0.015, 0], 0.02), ids).isWithin(0.02), false);
  assert.equal(overQueriesAndSeeds(table([0, 0, 0], 0.5), ids).isWithin(0.02), false);
});

Deno.test("a single seed has the interval of its queries", () => {
  const values = table([0.1], 0.1);
  const { low, high } = twoWayBootstrap(values, { seed: SEED });
  const found = overQueriesAndSeeds(values, ids);
  assert.deepEqual([found.low, found.high], [low, high]);
  assert.ok(found.pOf(0) < 0.001 && found.pOf(found.mean) > 0.5);
});
