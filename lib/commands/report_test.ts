import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { mean } from "../base/mod.ts";
import { loadStoredResults } from "../runs/mod.ts";
import { withResults } from "../runs/results_for_tests.ts";
import { printed } from "./printed_for_tests.ts";
import report from "./report.ts";
import { runCommand } from "./run_command.ts";

Deno.test("the report of the stored runs has the numbers of each, and its texts", () =>
  inTemporaryFolder(async (folder) => {
    const page = path.join(folder, "page");
    const { err } = await printed(report, ["--output", page]);
    const stored = await loadStoredResults();
    assert.match(err, new RegExp(`^Wrote .*page: ${stored.length} runs\\.`, "m"));
    // A data file calls a function with its name and its value.
    const valueOf = async (name: string) => {
      const script = await readFile(path.join(page, "data", `${name}.js`), "utf8");
      const found: unknown[] = [];
      new Function("explorerData", script)((...given: unknown[]) => found.push(...given));
      assert.equal(found[0], name);
      // deno-lint-ignore no-explicit-any
      return found[1] as any;
    };
    const runs: { facts: { hash: string; validations: unknown }; means: [string, number][] }[] =
      await valueOf("runs");
    assert.deepEqual(runs.map(({ facts }) => facts.hash).sort(), stored.map(({ hash }) => hash).sort());
    for (const { hash, validations, measures } of stored) {
      const found = runs.find(({ facts }) => facts.hash === hash)!;
      assert.deepEqual(found.facts.validations, validations);
      for (const [name, value] of found.means) {
        if (name in measures) assert.ok(Math.abs(value - mean(measures[name])) < 1e-12, `${hash}, ${name}`);
      }
    }
    const collections: { label: string }[] = await valueOf("collections");
    const shipped = collections.findIndex(({ label }) => label === "wordnet-study");
    const { queries, passages } = await valueOf(`texts-${shipped}`);
    assert.ok(queries.length > 0 && passages.length > 0);
  }));

Deno.test("without stored runs there is no report", () =>
  withResults(async () => {
    await assert.rejects(runCommand(report, []), {
      name: "UserError",
      message: /expected stored runs but found none\. `deno task reproduce` computes them/,
    });
  }));
