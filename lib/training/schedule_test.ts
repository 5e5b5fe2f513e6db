import assert from "node:assert/strict";
import { learningRateAt } from "./schedule.ts";

Deno.test("the warm-up is linear and ends at the full rate", () => {
  const options = { learningRate: 2, warmupSteps: 4, decay: 0.5 };
  assert.deepEqual([0, 1, 2, 3, 4, 5, 6].map((step) => learningRateAt(step, options)), [
    0.5,
    1,
    1.5,
    2,
    2,
    1,
    0.5,
  ]);
});

Deno.test("a line to zero reaches zero at its end", () => {
  const options = { learningRate: 1, warmupSteps: 0, linearTo: 4 };
  assert.deepEqual([0, 1, 2, 3, 4, 5].map((step) => learningRateAt(step, options)), [
    1,
    0.75,
    0.5,
    0.25,
    0,
    0,
  ]);
});
