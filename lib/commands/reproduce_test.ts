import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { UserError } from "../base/mod.ts";
import { printed } from "./printed_for_tests.ts";
import reproduce from "./reproduce.ts";
import { runCommand } from "./run_command.ts";
import {
  encoderWeights,
  loadResults,
  measureNames,
  runFolder,
  storeResult,
  valuesByMeasure,
} from "../runs/mod.ts";
import { ourRuns } from "../studies/mod.ts";
import { readRun } from "../trec/mod.ts";
import { fakeResult, withResults } from "../runs/results_for_tests.ts";

for (
  const [args, message] of [
    [["--tier", "huge"], /--tier to be one of smoke, laptop, study, paper but found "huge"/],
    [
      ["--experiment", "dynamic"],
      /--experiment to be one of rate-search, comparison, .* but found "dynamic"/,
    ],
    [["--encoder", "bert"], /--encoder to be one of minilm, .*, none but found "bert"/],
    [["--encoder", "mpnet"], /expected runs of mpnet but found none/],
    [["--tier", "smoke", "--experiment", "control"], /no --tier with --experiment/],
    [["--study", "mine.ts", "--experiment", "control"], /no --experiment with --study/],
    [["--quick"], /unknown option "--quick".*--help/],
    [["--jobs", "none"], /--jobs to be an integer from 1 to 999 but found "none"/],
    [["--tier"], /reproduce: .*--tier.*--help/],
    [["smoke"], /reproduce: .*smoke.*--help/],
    [["--scale", "0.5", "--commit"], /no --commit with --scale/],
    [["--scale", "2"], /--scale to be a number above 0 and below 1 but found "2"/],
    [["--fetch"], /no --fetch with anything but tier paper/],
    [["--tier", "paper", "--list", "--fetch"], /no --fetch with --list/],
    [["--on", "slurm", "--cancel", "--keep-encoders"], /no --keep-encoders with --cancel/],
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
    const [bm25, untrained] = await ourRuns("laptop");
    await storeResult(fakeResult(bm25));
    const { code, out } = await printed(reproduce, ["--list", "--encoder", "none", "--encoder", "minilm-2"]);
    assert.equal(code, 0);
    assert.match(out, /[0-9a-f]{16} {2}done \(here\) {2}wordnet-study: BM25/);
    assert.match(
      out,
      /[0-9a-f]{16} {2}missing {6}wordnet-study: minilm-2, adaptive, learning rate 0\.\d+, seed 1/,
    );
    assert.match(out, /26 runs, 25 missing/);
    await storeResult(fakeResult(untrained, { source: "committed" }));
    const mixed = (await printed(reproduce, ["--list"])).out;
    assert.match(mixed, /[0-9a-f]{16} {2}done \(here\) {14}wordnet-study: BM25/);
    assert.equal(mixed.match(/ {2}done \(with the project\) {2}wordnet-study: /g)!.length, 1);
    assert.match(
      mixed,
      /29 runs, 27 missing in .* `reproduce` computes 1 that came with the project here too/,
    );
    const committed = (await printed(reproduce, ["--list", "--commit"])).out;
    assert.match(committed, / {2}done {5}wordnet-study: /);
    assert.match(committed, /29 runs, 28 missing in \S+\n$/);
  });
});

Deno.test("--help names every option", async () => {
  const { out } = await printed(reproduce, ["--help"]);
  for (const option of ["tier", "experiment", "encoder", "commit", "jobs", "list"]) {
    assert.ok(out.includes(`--${option}`));
  }
});

Deno.test("with everything stored, nothing is computed, and one table shows both sides", async () => {
  await withResults(async () => {
    const [bm25] = await ourRuns(["comparison"]);
    await storeResult(fakeResult(bm25, { source: "committed" }));
    await storeResult(fakeResult(bm25, { source: "local" }));
    const { code, out, err } = await printed(reproduce, ["--experiment", "comparison", "--encoder", "none"]);
    assert.equal(code, 0);
    assert.match(err, /Computed 0 of 1 run in 0 s/);
    assert.match(out, /\| BM25 +\| wordnet-study .* OK/);
    assert.match(out, /1 of 1 run agrees/);
    assert.match(err, /deno task lab/);
  });
});

Deno.test("a study ends with its methods over seeds, the verdicts, and two figures", async () => {
  await withResults(async (folder) => {
    for (const config of await ourRuns("smoke")) {
      await storeResult(fakeResult(config, { weights: encoderWeights(config.encoder) }));
    }
    const { out, err } = await printed(reproduce, ["--tier", "smoke"]);
    assert.match(out, /^wordnet-smoke +tiny +distributed \(paper\) +0\.001 +3 +0\.\d{3} +0\.\d{3} to /m);
    assert.match(
      out,
      /Verdicts on the claims from these runs\. The README's rest on tier study[^]*\| C +\| With static targets/,
    );
    assert.match(err, /Computed 0 of 32 runs/);
    assert.match(
      err,
      /Figures, drawn again with each result: .*smoke-learning-curves\.svg, .*smoke-methods\.svg/,
    );
    for (const name of ["smoke-learning-curves.svg", "smoke-methods.svg"]) {
      assert.match(await readFile(path.join(folder, "local", name), "utf8"), /<svg[^]*in-batch softmax/);
    }
  });
});

Deno.test("`reproduce --tier smoke` trains, searches, measures and stores", async () => {
  await withResults(async () => {
    const { code, out } = await printed(reproduce, ["--tier", "smoke", "--shard", "1/11"]);
    assert.equal(code, 0);
    assert.match(out, /^No committed results for these\.$/m);
    const runs = (await ourRuns("smoke")).filter((_, i) => i % 11 === 0);
    const [bm25, first, second] = await loadResults(runs);
    for (const result of [bm25, first, second]) {
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
    assert.equal(bm25.history.length, 0);
    assert.equal(first.history.length, first.config.training!.steps);
    assert.deepEqual(first.validations.map(({ step }) => step), first.config.training!.validateAt);
    // Two losses end in two encoders, and each ranks as many as it was asked for.
    assert.notDeepEqual(first.top10.positions, second.top10.positions);
    assert.ok(first.top10.positions.every((position) => position >= 0));
    // BM25's own order is what it is reranked to: a relevant passage among its ten best counts in both.
    assert.ok(bm25.reranked.some((value) => value === 1));
  });
});
