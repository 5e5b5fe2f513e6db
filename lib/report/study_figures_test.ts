import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { inventedResult, marginMethod, withResults } from "../runs/results_for_tests.ts";
import { startStudyFigures } from "./study_figures.ts";

const computed = { stored: false };

Deno.test("figures are there after the first trained run, and have the next one too", () =>
  withResults(async (folder) => {
    const read = (name: string) => readFile(path.join(folder, "local", name), "utf8");
    const { promise: first, resolve } = Promise.withResolvers<readonly string[]>();
    const figures = startStudyFigures(resolve);
    figures.add(inventedResult("none", { kind: "bm25", k1: 0.9, b: 0.4 }, 0.2), computed);
    figures.add(inventedResult("tiny", marginMethod("adaptive"), 0.4), computed);
    assert.deepEqual((await first).map((file) => path.basename(file)), [
      "learning-curves.svg",
      "methods.svg",
    ]);
    assert.match(await read("methods.svg"), /BM25[^]*adaptive|adaptive[^]*BM25/);
    assert.doesNotMatch(await read("learning-curves.svg"), /static/);
    figures.add(inventedResult("tiny", marginMethod(0.2), 0.3), computed);
    await figures.finish();
    assert.match(await read("learning-curves.svg"), /static 0\.2/);
  }));

Deno.test("without a trained run there is no figure", () =>
  withResults(async () => {
    const figures = startStudyFigures(() => assert.fail("a figure of nothing"));
    figures.add(inventedResult("tiny", { kind: "untrained" }, 0.2), computed);
    await figures.finish();
  }));
