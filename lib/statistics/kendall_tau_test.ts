import assert from "node:assert/strict";
import { generator, shuffle } from "../base/mod.ts";
import { kendallTau } from "./kendall_tau.ts";

Deno.test("tau is one for the same order, minus one for the reverse", () => {
  assert.equal(kendallTau([1, 2, 3, 4], [5, 6, 7, 8]), 1);
  assert.equal(kendallTau([1, 2, 3, 4], [8, 7, 6, 5]), -1);
});

Deno.test("tau is that of all pairs, counted one by one", () => {
  const random = generator(2);
  for (let n = 2; n < 60; n++) {
    const [x, y] = [0, 1].map(() => shuffle(Array.from({ length: n }, (_, i) => i), random));
    let sum = 0;
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) sum += Math.sign((x[i] - x[j]) * (y[i] - y[j]));
    assert.equal(kendallTau(x, y), sum / (n * (n - 1) / 2));
  }
});

Deno.test("ties are those of scipy's kendalltau, also where they differ by a rounding error", () => {
  // scipy 1.17.1: stats.kendalltau(x, y).statistic
  const cases: [number[], number[], number][] = [
    [[1, 2, 2, 3], [1, 2, 3, 4], 0.9128709291752769],
    [[0.1, 0.3, 0.1 + 0.2, 0.4], [4, 3, 2, 1], -0.9128709291752769],
    [[1, 1, 2, 2, 3], [2, 2, 1, 3, 3], 0.375],
    [[1, 1, 2], [5, 5, 6], 1],
  ];
  for (const [x, y, tau] of cases) {
    assert.ok(Math.abs(kendallTau(x, y) - tau) < 1e-15, `${kendallTau(x, y)} against ${tau}`);
  }
  assert.equal(kendallTau([0.3, 0.1 + 0.2], [1, 2]), NaN);
});

Deno.test("lists without a pair or of different lengths are refused", () => {
  assert.throws(() => kendallTau([1], [1]), { name: "UserError", message: /found 1 and 1/ });
  assert.throws(() => kendallTau([1, 2], [1, 2, 3]), /found 2 and 3/);
});
