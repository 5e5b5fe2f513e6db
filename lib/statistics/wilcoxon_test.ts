import assert from "node:assert/strict";
import { wilcoxonTest } from "./wilcoxon.ts";

const against = (differences: number[], method?: "exact" | "normal") =>
  wilcoxonTest(differences, differences.map(() => 0), { method });

Deno.test("ranks of one sign are summed; both tails count", () => {
  // Ranks 1, 2, 3; the first is negative. Of 8 ways, sums of positive ranks of 5 or more: 5, 6; of 1 or fewer: 0, 1.
  const { positive, negative, p, rankBiserial } = against([-0.1, 0.2, 0.3]);
  assert.deepEqual([positive, negative, p], [5, 1, 4 / 8]);
  assert.equal(rankBiserial, 4 / 6);
});

Deno.test("tied sizes have one rank, also where they differ by a rounding error", () => {
  // Ranks 1.5, 1.5, 3: sums 0, 1.5 (twice), 3 (twice), 4.5 (twice), 6; 4.5 or more has 3 of 8 ways.
  for (const differences of [[-0.1, 0.1, 0.2], [-0.1, 0.3 - 0.2, 0.2]]) {
    const { positive, negative, p } = against(differences);
    assert.deepEqual([positive, negative, p], [4.5, 1.5, 6 / 8]);
  }
});

Deno.test("queries without a difference do not count", () => {
  assert.deepEqual(against([0, 0.2, 0, 0.3, 0.3 - 0.1 - 0.2]).queries, 2);
  assert.deepEqual(against([0, 0]), {
    positive: 0,
    negative: 0,
    queries: 0,
    p: 1,
    method: "exact",
    rankBiserial: 0,
  });
});

Deno.test("exact and normal p are close for many queries, and the number of queries chooses between them", () => {
  const differences = Array.from({ length: 100 }, (_, i) => (i % 5 < 2 ? -1 : 1) * (i + 1));
  const exact = against(differences), normal = against(differences, "normal");
  assert.equal(exact.method, "exact");
  assert.ok(Math.abs(exact.p - normal.p) < 0.002, `${exact.p} and ${normal.p}`);
  assert.equal(against([...differences, 101]).method, "normal");
});

Deno.test("no query and different lengths are refused", () => {
  assert.throws(() => wilcoxonTest([], []), { name: "UserError", message: /one query but found none/ });
  assert.throws(() => wilcoxonTest([1], [1, 2]), /the same queries/);
  assert.equal(wilcoxonTest([1], [0]).p, 1);
});
