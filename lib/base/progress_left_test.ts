import assert from "node:assert/strict";
import process from "node:process";
import { startProgress } from "./progress.ts";

Deno.test("what was found takes no time, and says nothing about the time left", async () => {
  const { write } = process.stderr;
  let said = "";
  process.stderr.write = (text: string | Uint8Array) => (said += text, true);
  try {
    const progress = startProgress("Working", { total: 1e6, logEvery: 0 });
    progress.update(900_000, "", 900_000);
    assert.doesNotMatch(said, /left/);
    await new Promise((resolve) => setTimeout(resolve, 120));
    // A thousandth of the work took 0.12 s: the other 99 thousandths take 12 s, not 0.
    progress.update(901_000, "", 900_000);
    assert.match(said, /90 % .* (1[0-9]|2[0-9]|3[0-9]) s left/);
  } finally {
    process.stderr.write = write;
  }
});
