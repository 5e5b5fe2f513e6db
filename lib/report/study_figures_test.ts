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
    const figures = startStudyFigures("My study: 2 rates!", resolve);
    figures.add(inventedResult("none", { kind: "bm25", k1: 0.9, b: 0.4 }, 0.2), computed);
    figures.add(inventedResult("tiny", marginMethod("adaptive"), 0.4), computed);
    assert.deepEqual((await first).map((file) => path.basename(file)), [
      "my-study-2-rates-learning-curves.svg",
      "my-study-2-rates-methods.svg",
    ]);
    assert.match(await read("my-study-2-rates-methods.svg"), /BM25[^]*adaptive|adaptive[^]*BM25/);
    assert.doesNotMatch(await read("my-study-2-rates-learning-curves.svg"), /static/);
    figures.add(inventedResult("tiny", marginMethod(0.2), 0.3), computed);
    await figures.finish();
    assert.match(await read("my-study-2-rates-learning-curves.svg"), /static 0\.2/);
  }));

Deno.test("where rates and conditions vary, figures say which they show", () =>
  withResults(async (folder) => {
    const figures = startStudyFigures("rates");
    for (const [learningRate, dropout, level] of [[1e-4, 0, 0.3], [3e-4, 0, 0.4], [1e-4, 0.1, 0.35]]) {
      const result = inventedResult("tiny", marginMethod("adaptive"), level);
      const training = { ...result.config.training!, learningRate, dropout };
      figures.add({ ...result, config: { ...result.config, training } }, computed);
    }
    await figures.finish();
    for (const kind of ["learning-curves", "methods"]) {
      const svg = await readFile(path.join(folder, "local", `rates-${kind}.svg`), "utf8");
      assert.match(svg, /each method at the learning rate that is best on dev/);
      assert.match(svg, /adaptive, rate 0\.0003/);
      assert.match(svg, /tiny, wordnet-laptop, dropout 0</);
      assert.match(svg, /tiny, wordnet-laptop, dropout 0\.1</);
    }
  }));

Deno.test("without a trained run there is no figure", () =>
  withResults(async () => {
    const figures = startStudyFigures("nothing", () => assert.fail("a figure of nothing"));
    figures.add(inventedResult("tiny", { kind: "untrained" }, 0.2), computed);
    await figures.finish();
  }));
