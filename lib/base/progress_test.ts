import assert from "node:assert/strict";
import { duration, isNotebook } from "./progress.ts";

Deno.test("durations read as a person says them", () => {
  assert.equal(duration(44.6), "45 s");
  assert.equal(duration(185), "3 min 05 s");
  assert.equal(duration(3720), "1 h 02 min");
});

Deno.test("a test run is not a notebook", () => {
  assert.equal(isNotebook(), false);
});
