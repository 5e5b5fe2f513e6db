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

Deno.test("a time limit stops a program, and keeps no process from ending", async () => {
  const stopped = await runProgram([execPath, "eval", "setTimeout(() => {}, 60_000)"], { timeout: 300 });
  assert.equal(stopped.ok, false);
  const url = new URL("./program.ts", import.meta.url).href;
  const absent = `(await import("${url}")).runProgram(["no-such-program"], { timeout: 60_000 })`;
  const started = performance.now();
  assert.ok((await runProgram([execPath, "eval", "--no-check", `await ${absent}`])).ok);
  assert.ok(performance.now() - started < 20_000);
});
