import assert from "node:assert/strict";
import { meanInterval } from "./mean_interval.ts";

Deno.test("quantiles are those of tables", () => {
  // Five values with a standard error of 1: t with 4 degrees of freedom, 2.776 at 95 % and 2.132 at 90 %.
  const values = [-2, -1, 0, 1, 2].map((value) => value * Math.sqrt(2));
  assert.equal(meanInterval(values).high.toFixed(3), "2.776");
  assert.equal(meanInterval(values, { confidence: 0.9 }).low.toFixed(3), "-2.132");
});

Deno.test("equal values have no spread, a single one has no bounds", () => {
  assert.deepEqual(meanInterval([0.5, 0.5]), { mean: 0.5, low: 0.5, high: 0.5 });
  assert.deepEqual(meanInterval([1]), { mean: 1, low: -Infinity, high: Infinity });
});

Deno.test("no values and a confidence out of range are refused", () => {
  assert.throws(() => meanInterval([]), /expected values/);
  assert.throws(() => meanInterval([1, 2], { confidence: 1 }), /between 0 and 1 but found 2 and 1/);
});
