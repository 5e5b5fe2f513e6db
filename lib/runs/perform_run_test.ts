import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { readRun } from "../trec/mod.ts";
import { reproduce } from "../commands/reproduce.ts";
import type { RunConfig } from "./config.ts";
import { withResults } from "./results_for_tests.ts";
import { experiments, plan } from "../studies/mod.ts";
import { measureNames } from "./result.ts";
import { checkpointFolder, performRun, type RunHooks } from "./perform_run.ts";
import { isStored, loadResults, runFolder } from "./store.ts";

/** Runs of this test alone, so that no checkpoint of another process is met. */
function own(config: RunConfig): RunConfig {
  return { ...config, seed: 1_000_000 + Deno.pid };
}

Deno.test("`reproduce --tier smoke` trains, searches, measures and stores", async () => {
  await withResults(async () => {
    assert.equal(await reproduce(["--tier", "smoke", "--experiment", "baselines"]), 0);
    const [bm25, untrained, softmax] = await loadResults(plan("smoke", { experiments: ["baselines"] }));
    for (const result of [bm25, untrained, softmax]) {
      assert.equal(result.queries.length, 32);
      assert.deepEqual(Object.keys(result.measures), [...measureNames]);
      for (const name of measureNames) {
        assert.equal(result.measures[name].length, 32);
        assert.ok(result.measures[name].every((value) => value >= 0 && value <= 1));
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
    assert.ok(bm25.measures["rerank RR@10"].some((value) => value === 1));
  });
});

Deno.test("an interrupted run goes on from its checkpoint to the same result", async () => {
  const config = own(experiments.adaptive("smoke")[0]);
  const { steps } = config.training!;
  let trained = 0;
  const controller = new AbortController();
  const hooks: RunHooks = {
    source: "local",
    onWork(phase, _texts, seconds) {
      if (phase === "train" && seconds !== undefined) trained++;
    },
  };
  await withResults(async () => {
    const whole = await performRun(config, hooks);
    assert.equal(trained, steps);
    await withResults(async () => {
      const stopping: RunHooks = {
        ...hooks,
        signal: controller.signal,
        onNote: (note) => note.startsWith("step 4 ") && controller.abort(),
      };
      await assert.rejects(performRun(config, stopping), { name: "AbortError" });
      assert.equal(isStored(config, "local"), false);
      assert.ok(existsSync(checkpointFolder(whole.hash)));
      assert.equal(trained, steps + 4);
      const resumed = await performRun(config, hooks);
      assert.equal(trained, steps + steps);
      const numbers = ({ history, validations, measures, top10 }: typeof whole) => ({
        history: history.map(({ seconds: _, ...record }) => record),
        validations,
        measures,
        top10,
      });
      assert.deepEqual(numbers(resumed), numbers(whole));
      assert.equal(existsSync(checkpointFolder(whole.hash)), false);
    });
  });
});
