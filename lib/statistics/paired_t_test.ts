import assert from "node:assert/strict";
import { pairedTTest } from "./paired_t.ts";

Deno.test("the sign of t is that of the difference, and p does not depend on it", () => {
  const a = [0.5, 0.75, 1], b = [0.25, 0.25, 0.25];
  const one = pairedTTest(a, b), other = pairedTTest(b, a);
  assert.deepEqual([one.difference, one.t, one.p], [0.5, -other.t, other.p]);
});

Deno.test("no difference has p 1; the same difference everywhere has p 0", () => {
  assert.deepEqual(pairedTTest([0.1, 0.7], [0.1, 0.7]), { difference: 0, t: 0, degrees: 1, p: 1 });
  const { t, p } = pairedTTest([0.75, 0.5, 1], [0.5, 0.25, 0.75]);
  assert.deepEqual([t, p], [Infinity, 0]);
  // 0.6 - 0.5 and 0.2 - 0.1 are not the same in doubles.
  assert.equal(pairedTTest([0.6, 0.2], [0.5, 0.1]).p < 1e-12, true);
});

Deno.test("one query, none, and different lengths are refused", () => {
  assert.throws(() => pairedTTest([1], [0]), { name: "UserError", message: /two queries but found 1/ });
  assert.throws(() => pairedTTest([], []), /two queries but found 0/);
  assert.throws(() => pairedTTest([1], [1, 2]), /the same queries but found 1 and 2/);
});
