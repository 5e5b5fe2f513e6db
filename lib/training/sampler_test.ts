import assert from "node:assert/strict";
import { sampler } from "./sampler.ts";

Deno.test("every epoch has each example once, in its own order", () => {
  const pick = sampler(6, { batchSize: 4, seed: 1 });
  const drawn = [0, 1, 2].flatMap((step) => [...pick(step)]);
  assert.deepEqual(drawn.slice(0, 6).sort(), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(drawn.slice(6).sort(), [0, 1, 2, 3, 4, 5]);
  assert.notDeepEqual(drawn.slice(0, 6), drawn.slice(6));
});

Deno.test("a step's examples depend only on the seed and the step", () => {
  const pick = sampler(100, { batchSize: 10, seed: 7 });
  const seventh = pick(7);
  assert.deepEqual(sampler(100, { batchSize: 10, seed: 7 })(7), seventh);
  assert.notDeepEqual(sampler(100, { batchSize: 10, seed: 8 })(7), seventh);
});
