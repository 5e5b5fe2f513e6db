import assert from "node:assert/strict";
import {
  deltaRelativeImprovement,
  effectRatio,
  kendallTauUnion,
  rankBiasedOverlap,
  rootMeanSquareError,
} from "./mod.ts";

Deno.test("equal rankings agree wholly, reversed ones not", () => {
  const ids = ["a", "b", "c", "d"], reversed = [...ids].reverse();
  assert.equal(kendallTauUnion(ids, ids), 1);
  assert.equal(kendallTauUnion(ids, reversed), -1);
  assert.ok(Math.abs(rankBiasedOverlap(ids, ids) - 1) < 1e-12);
  // Agreements 0, 0, 2/3, 1: (1 - p)(p^2 2/3) + p^3
  const expected = 0.1 * 0.81 * 2 / 3 + 0.729;
  assert.ok(Math.abs(rankBiasedOverlap(ids, reversed) - expected) < 1e-12);
});

Deno.test("rankings that share nothing have no overlap, and their tau is that of their ids", () => {
  assert.equal(rankBiasedOverlap(["a"], ["b"]), 0);
  assert.equal(kendallTauUnion(["a", "b"], ["c", "d"]), 1);
  assert.equal(kendallTauUnion(["a", "b"], ["d", "c"]), -1);
});

Deno.test("short and empty rankings have values too", () => {
  assert.equal(kendallTauUnion([], []), 1);
  assert.equal(kendallTauUnion(["a"], ["a"]), 1);
  assert.equal(kendallTauUnion(["a"], ["b"]), 0);
  assert.equal(kendallTauUnion(["a"], []), 0);
  assert.equal(kendallTauUnion(["a", "b", "c"], ["a", "b"]), 1);
  assert.equal(rankBiasedOverlap([], []), 1);
  assert.equal(rankBiasedOverlap(["a"], []), 0);
});

Deno.test("what has no value is an error that says why", () => {
  const same = { advanced: [0.5, 0.25], baseline: [0.25, 0.5] }, zero = { advanced: [1], baseline: [0] };
  assert.throws(() => effectRatio(same, same), { name: "UserError", message: /found no difference/ });
  assert.throws(() => deltaRelativeImprovement(zero, zero), { name: "UserError", message: /but found 0/ });
  assert.throws(() => rootMeanSquareError([], []), /at least one value/);
  assert.throws(() => rootMeanSquareError([1], [1, 2]), /the same queries/);
  assert.throws(() => rankBiasedOverlap(["a"], ["a"], { persistence: 1 }), /between 0 and 1 but found 1/);
});
