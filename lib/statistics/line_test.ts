import assert from "node:assert/strict";
import { leaveOneOutError, lineAt } from "./line.ts";

// By hand: slope 0.6, mean 4 at x = 3, residuals -0.8, 0.6, 1, -0.6, -0.2; s^2 = 2.4 / 3; t(3) = 3.18245.
const points = [[1, 2], [2, 4], [3, 5], [4, 4], [5, 5]].map(([x, y]) => ({ x, y }));

Deno.test("a prediction is on the line, and its interval widens away from the points", () => {
  const { mean, low, high } = lineAt(points, 6);
  assert.ok(Math.abs(mean - 5.8) < 1e-12);
  const reach = 3.182446305 * Math.sqrt(0.8 * (1 + 1 / 5 + 9 / 10));
  assert.ok(Math.abs(high - mean - reach) < 1e-6 && Math.abs(mean - low - reach) < 1e-6);
  assert.ok(lineAt(points, 3).high - lineAt(points, 3).low < high - low);
});

Deno.test("points at one x say their mean, two points say nothing of their spread", () => {
  const { mean, low, high } = lineAt([{ x: 1, y: 1 }, { x: 1, y: 3 }], 7);
  assert.equal(mean, 2);
  assert.ok(Math.abs(high - low - 2 * 12.7062 * Math.SQRT2 * Math.sqrt(1.5)) < 1e-3);
  assert.deepEqual(lineAt(points.slice(0, 2), 3), { mean: 6, low: -Infinity, high: Infinity });
});

Deno.test("leaving one out, a line that fits by chance errs more than it seems", () => {
  assert.equal(leaveOneOutError([[1, 2], [2, 4], [3, 6]].map(([x, y]) => ({ x, y }))), 0);
  assert.equal(leaveOneOutError([[0, 0], [1, 1], [2, 0]].map(([x, y]) => ({ x, y }))), (2 + 1 + 2) / 3);
});
