import assert from "node:assert/strict";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { mean } from "../base/mod.ts";
import { valueOf } from "../explorer/data/script_for_tests.ts";
import { loadResults, storedConfigs } from "../runs/mod.ts";
import { withResults } from "../runs/results_for_tests.ts";
import { printed } from "./printed_for_tests.ts";
import report from "./report.ts";
import { runCommand } from "./run_command.ts";

Deno.test("the report of the stored runs has the numbers of each, and its texts", () =>
  inTemporaryFolder(async (folder) => {
    const page = path.join(folder, "page");
    const { err } = await printed(report, ["--output", page]);
    // Those that are computed here may become more at any time, by a notebook for example.
    const stored = await loadResults(await storedConfigs("committed"));
    const runs: { facts: { hash: string; validations: unknown }; means: [string, number][] }[] =
      await valueOf(page, "runs");
    assert.match(err, new RegExp(`^Wrote .*page: ${runs.length} runs\\.`, "m"));
    assert.ok(stored.length > 0 && runs.length >= stored.length);
    for (const { hash, validations, measures } of stored) {
      const found = runs.find(({ facts }) => facts.hash === hash)!;
      assert.deepEqual(found.facts.validations, validations);
      for (const [name, value] of found.means) {
        if (name in measures) assert.ok(Math.abs(value - mean(measures[name])) < 1e-12, `${hash}, ${name}`);
      }
    }
    const collections: { label: string }[] = await valueOf(page, "collections");
    const shipped = collections.findIndex(({ label }) => label === "wordnet-study");
    const { queries, passages } = await valueOf(page, `texts-${shipped}`);
    assert.ok(queries.length > 0 && passages.length > 0);
    const [all, data] = [await bytesOf(page), await bytesOf(path.join(page, "data"))];
    assert.ok(all - data < 3e6, `${all - data} bytes without the data`);
    assert.ok(all < 12e6, `${all} bytes`);
  }));

Deno.test("without stored runs there is no report", () =>
  withResults(async () => {
    await assert.rejects(runCommand(report, []), {
      name: "UserError",
      message: /expected stored runs but found none\. `deno task reproduce` computes them/,
    });
  }));

/** The size of all files of a folder and the folders in it. */
async function bytesOf(folder: string): Promise<number> {
  const files = await readdir(folder, { withFileTypes: true, recursive: true });
  const sizes = files.filter((file) => file.isFile())
    .map(async (file) => (await stat(path.join(file.parentPath, file.name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
