import assert from "node:assert/strict";
import path from "node:path";
import { UserError } from "../base/mod.ts";
import { printed } from "./printed_for_tests.ts";
import reproduce from "./reproduce.ts";
import { runCommand } from "./run_command.ts";
import { loadResults, measureNames, runFolder, storeResult, valuesByMeasure } from "../runs/mod.ts";
import { plan } from "../studies/mod.ts";
import { readRun } from "../trec/mod.ts";
import { fakeResult, withResults } from "../runs/results_for_tests.ts";

for (
  const [args, message] of [
    [["--tier", "huge"], /--tier to be one of smoke, laptop, paper but found "huge"/],
    [["--experiment", "dynamic"], /--experiment to be one of static, adaptive, .* but found "dynamic"/],
    [["--encoder", "bert"], /--encoder to be one of tiny, minilm, none but found "bert"/],
    [
      ["--collection", "msmarco"],
      /--collection to be one of whole, laptop, study, smoke but found "msmarco"/,
    ],
    [["--quick"], /unknown option "--quick".*--help/],
    [["--jobs", "none"], /--jobs to be an integer from 1 to 999 but found "none"/],
    [["--tier"], /reproduce: .*--tier.*--help/],
    [["smoke"], /reproduce: .*smoke.*--help/],
    [["--tier", "paper"], /MS MARCO passage/],
  ] as [string[], RegExp][]
) {
  Deno.test(`\`reproduce ${args.join(" ")}\` is refused with one clear message`, async () => {
    await assert.rejects(runCommand(reproduce, args), (error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, message);
      return true;
    });
  });
}

Deno.test("--list says which runs are stored and which are missing", async () => {
  await withResults(async () => {
    await storeResult(fakeResult(plan("laptop")[0]));
    const { code, out } = await printed(reproduce, ["--list", "--encoder", "none", "--encoder", "minilm"]);
    assert.equal(code, 0);
    assert.match(out, /[0-9a-f]{16} {2}done \(here\) {2}wordnet-laptop: BM25/);
    assert.match(out, /[0-9a-f]{16} {2}missing {6}wordnet-laptop: minilm, adaptive/);
    assert.match(out, /28 runs, 27 missing/);
    await storeResult(fakeResult(plan("laptop")[1], { source: "committed" }));
    const mixed = (await printed(reproduce, ["--list"])).out;
    assert.match(mixed, /[0-9a-f]{16} {2}done \(here\) {14}wordnet-laptop: BM25/);
    assert.equal(mixed.match(/ {2}done \(with the project\) {2}wordnet-laptop: /g)!.length, 1);
    assert.match(
      mixed,
      /55 runs, 53 missing in .* `reproduce` computes 1 that came with the project here too/,
    );
    const committed = (await printed(reproduce, ["--list", "--commit"])).out;
    assert.match(committed, / {2}done {5}wordnet-laptop: /);
    assert.match(committed, /55 runs, 54 missing in \S+\n$/);
  });
});

Deno.test("--tier paper --list prints the reference's grids", async () => {
  const { out } = await printed(reproduce, ["--tier", "paper", "--list"]);
  assert.match(out, /distributed: \{[^}]*"seed": 153201820/s);
});

Deno.test("--help names every option", async () => {
  const { out } = await printed(reproduce, ["--help"]);
  for (const option of ["tier", "experiment", "encoder", "collection", "commit", "jobs", "list"]) {
    assert.ok(out.includes(`--${option}`));
  }
});

Deno.test("with everything stored, nothing is computed, and one table shows both sides", async () => {
  await withResults(async () => {
    const [bm25] = plan("laptop");
    await storeResult(fakeResult(bm25, { source: "committed" }));
    await storeResult(fakeResult(bm25, { source: "local" }));
    const { code, out, err } = await printed(reproduce, ["--encoder", "none"]);
    assert.equal(code, 0);
    assert.match(err, /Computed 0 of 1 run in 0 s/);
    assert.match(out, /\| BM25 +\| wordnet-laptop .* OK/);
    assert.match(out, /1 of 1 run agrees/);
    assert.match(err, /deno task lab/);
  });
});

Deno.test("`reproduce --tier smoke` trains, searches, measures and stores", async () => {
  await withResults(async () => {
    const { code, out } = await printed(reproduce, ["--tier", "smoke", "--experiment", "baselines"]);
    assert.equal(code, 0);
    assert.match(out, /3 of yours have no counterpart of ours\.\n$/);
    const [bm25, untrained, softmax] = await loadResults(plan("smoke", { experiments: ["baselines"] }));
    for (const result of [bm25, untrained, softmax]) {
      assert.equal(result.queries.length, 32);
      assert.deepEqual(Object.keys(valuesByMeasure(result)), [...measureNames]);
      for (const name of measureNames) {
        const values = valuesByMeasure(result)[name];
        assert.equal(values.length, 32);
        assert.ok(values.every((value) => value >= 0 && value <= 1));
      }
      const run = await readRun(path.join(runFolder("local", result.hash), "run.trec"));
      assert.equal(run.size, 32);
    }
    assert.equal(untrained.history.length, 0);
    assert.equal(softmax.history.length, softmax.config.training!.steps);
    assert.deepEqual(softmax.validations.map(({ step }) => step), softmax.config.training!.validateAt);
    // Untrained and trained rank differently, and each ranks as many as it was asked for.
    assert.notDeepEqual(softmax.top10.positions, untrained.top10.positions);
    assert.ok(softmax.top10.positions.every((position) => position >= 0));
    // BM25's own order is what it is reranked to: a relevant passage among its ten best counts in both.
    assert.ok(bm25.reranked.some((value) => value === 1));
  });
});
