import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { execPath } from "node:process";
import { inProject, runProgram } from "../base/mod.ts";
import { sortPaths } from "./run_checks.ts";
import { tallyOfDenoTest, total } from "./tally.ts";

Deno.test("a run that fails without a failed test counts as one failure", () => {
  assert.deepEqual(tallyOfDenoTest("error: Module not found", false), {
    passed: 0,
    failed: 1,
    failures: ["unit tests"],
  });
});

Deno.test("the last summary of deno test is the one that counts", () => {
  const output = "ok | 1 passed | 0 failed (2ms)\nok | 20 passed (4 steps) | 0 failed | 3 ignored (1s)\n";
  assert.deepEqual(tallyOfDenoTest(output, true), { passed: 20, failed: 0, failures: [] });
});

Deno.test("tallies add up", () => {
  const tally = { passed: 2, failed: 1, failures: ["a"] };
  assert.deepEqual(total([tally, tally]), { passed: 4, failed: 2, failures: ["a", "a"] });
  assert.deepEqual(total([]), { passed: 0, failed: 0, failures: [] });
});

Deno.test("named paths are sources or notebooks; without any, all of both", () => {
  assert.deepEqual(sortPaths(["lib/base"]), { sources: ["lib/base"], notebooks: [] });
  assert.deepEqual(sortPaths([]).sources, ["cli.ts", "cli_test.ts", "lib", "bench"]);
  assert.throws(() => sortPaths(["absent"]), /found none at absent/);
});

Deno.test("the command ends with one total, and with exit code 1 where something failed", async () => {
  const folder = await mkdtemp(path.join(inProject("lib", "checks"), "temporary-"));
  try {
    await writeFile(
      path.join(folder, "some_test.ts"),
      'Deno.test("right", () => {});\nDeno.test("wrong", () => {\n  throw new Error("wrong");\n});\n',
    );
    const result = await runProgram([execPath, "run", "-A", "--no-check", "cli.ts", "test", folder]);
    // Format, lint, types and one test pass; the other test fails.
    assert.equal(
      result.stdout.trimEnd().split("\n").at(-1),
      "4 passed, 1 failed",
      result.stdout + result.stderr,
    );
    assert.equal(result.code, 1);
  } finally {
    await rm(folder, { recursive: true });
  }
});
