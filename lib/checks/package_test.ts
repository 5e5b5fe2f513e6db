/** The package as others use it: from a folder of their own, and as it would be published. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { execPath } from "node:process";
import { root, runProgram } from "../base/mod.ts";

const program = `
import { inBatchSoftmaxLoss, marginLoss } from "@adaptive-margins/kit/losses";
import { evaluate } from "@adaptive-margins/kit/metrics";
import { pairedTTest } from "@adaptive-margins/kit/statistics";
import { readQrels, readRun } from "@adaptive-margins/kit/trec";

const { means } = evaluate(await readRun("a.run"), await readQrels("a.qrels"), { measures: ["RR@10"] });
const { p } = pairedTTest([0.1, 0.4, 0.5], [0.1, 0.2, 0.2]);
console.log(JSON.stringify([means["RR@10"], p > 0.05, typeof marginLoss, typeof inBatchSoftmaxLoss]));
`;

Deno.test("losses, metrics, statistics and trec are imported as a package from another folder", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "package-"));
  const write = (name: string, text: string) => writeFile(path.join(folder, name), text);
  try {
    await write(
      "deno.json",
      JSON.stringify({ links: [root], imports: { "@adaptive-margins/kit": "jsr:@adaptive-margins/kit@^0" } }),
    );
    await write("a.run", "q Q0 b 1 2 t\nq Q0 a 2 1 t\n");
    await write("a.qrels", "q 0 a 1\n");
    await write("main.ts", program);
    const { ok, stdout, stderr } = await runProgram([execPath, "run", "-A", "--no-check", "main.ts"], {
      cwd: folder,
    });
    assert.ok(ok, stderr);
    assert.deepEqual(JSON.parse(stdout.trim().split("\n").at(-1)!), [0.5, true, "function", "function"]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

Deno.test("the package could be published: every exported type is written down", async () => {
  const { ok, stdout, stderr } = await runProgram([execPath, "publish", "--dry-run", "--allow-dirty"]);
  assert.ok(ok, stdout + stderr);
});
