import assert from "node:assert/strict";
import { inferredAveragePrecision } from "./inferred_average_precision.ts";
import { NOT_JUDGED, NOT_POOLED } from "./judge.ts";

Deno.test("a pooled passage that is not judged counts as the judged ones above do, one outside as not relevant", () => {
  const close = (found: number, expected: number) => assert.ok(Math.abs(found - expected) < 1e-4, `${found}`);
  close(inferredAveragePrecision([1, NOT_JUDGED, 1], [1, 1]), (1 + 1) / 2);
  close(inferredAveragePrecision([1, NOT_POOLED, 1], [1, 1]), (1 + 2 / 3) / 2);
  close(inferredAveragePrecision([NOT_JUDGED, 1], [1]), 3 / 4);
});

Deno.test("inferred average precision of an empty ranking, and of a query with nothing relevant, is zero", () => {
  assert.equal(inferredAveragePrecision([], [1]), 0);
  assert.equal(inferredAveragePrecision([0], [0]), 0);
});
