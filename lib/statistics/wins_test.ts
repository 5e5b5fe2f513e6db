import assert from "node:assert/strict";
import { winsTiesLosses } from "./wins.ts";

Deno.test("wins, ties and losses add up to the queries, and a rounding error is not a win", () => {
  assert.deepEqual(winsTiesLosses([0.3 - 0.2, 0.2, 0.3, 0], [0.1, 0.3, 0.1, 0]), {
    wins: 1,
    ties: 2,
    losses: 1,
  });
  assert.deepEqual(winsTiesLosses([], []), { wins: 0, ties: 0, losses: 0 });
  assert.throws(() => winsTiesLosses([1], []), /the same queries/);
});
