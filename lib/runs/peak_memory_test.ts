import assert from "node:assert/strict";
import { watchMemory } from "./peak_memory.ts";

Deno.test("the peak of memory is what was held while it was watched, even when it is free again", () => {
  const peak = watchMemory();
  const before = peak();
  new Uint8Array(200e6).fill(1);
  const after = peak();
  assert.ok(after >= before + 190e6, `${before} and then ${after}`);
});
