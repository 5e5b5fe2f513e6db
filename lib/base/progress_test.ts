import assert from "node:assert/strict";
import { duration, isNotebook, roughly } from "./progress.ts";

Deno.test("durations read as a person says them", () => {
  assert.equal(duration(44.6), "45 s");
  assert.equal(duration(185), "3 min 05 s");
  assert.equal(duration(3720), "1 h 02 min");
});

Deno.test("an estimate has no more digits than it knows", () => {
  assert.equal(roughly(8.2), "≈ 9 s");
  assert.equal(roughly(731), "≈ 12 min");
  assert.equal(roughly(3599), "≈ 1 h");
  assert.equal(roughly(75_300), "≈ 21 h");
  assert.equal(roughly(37_013_280), "≈ 10,000 h");
});

Deno.test("a test run is not a notebook", () => {
  assert.equal(isNotebook(), false);
});
