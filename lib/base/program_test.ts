import assert from "node:assert/strict";
import { execPath } from "node:process";
import { runProgram, tail, which } from "./program.ts";

Deno.test("a program that does not exist is a result, not an exception", async () => {
  const result = await runProgram(["no-such-program-anywhere"]);
  assert.equal(result.ok, false);
  assert.match(tail(result), /no-such-program-anywhere/);
  assert.equal(which("no-such-program-anywhere"), undefined);
});

Deno.test("what a program printed and its exit code are kept", async () => {
  const result = await runProgram([execPath, "eval", "console.log(1); console.error(2); Deno.exit(3)"]);
  assert.deepEqual([result.code, result.stdout, result.stderr], [3, "1\n", "2\n"]);
});
