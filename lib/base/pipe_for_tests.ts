/** A named pipe for tests of outputs that are no regular files. */
import assert from "node:assert/strict";
import { runProgram } from "./program.ts";

/** Makes a pipe, and returns its path. */
export async function makePipe(file: string): Promise<string> {
  const { ok, stderr } = await runProgram(["mkfifo", file]);
  assert.ok(ok, stderr);
  return file;
}
