import assert from "node:assert/strict";
import { failureLines } from "./failure_lines.ts";

Deno.test("runs that failed for one reason are one line, others have their own", () => {
  const full = () => new Error("no space left");
  assert.deepEqual(failureLines([["a", full()], ["b", new Error("no data")], ["c", full()]]), [
    "Failed: 2 runs, the first a: no space left",
    "Failed: b: no data",
  ]);
  assert.deepEqual(failureLines([]), []);
});
