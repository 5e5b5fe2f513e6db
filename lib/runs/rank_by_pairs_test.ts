import assert from "node:assert/strict";
import type { RunConfig } from "./config.ts";
import { smokeConfigs } from "./configs_for_tests.ts";
import { performRun } from "./perform_run.ts";
import { prepareData } from "./prepare_data.ts";
import { withResults } from "./results_for_tests.ts";

const config: RunConfig = {
  ...smokeConfigs[0],
  method: { kind: "cross-encoder", loss: "self-distilled" },
  training: {
    ...smokeConfigs[0].training!,
    steps: 4,
    validateAt: [0, 4],
    dropout: 0.1,
    keepBest: { measure: "RR@10" },
  },
  seed: 2_000_000 + Deno.pid,
};

Deno.test("a cross-encoder's run reorders BM25's candidates, and resumes to the same numbers", () =>
  withResults(async () => {
    const whole = await performRun(config, { source: "local" });
    const { candidates, test } = await prepareData(config);
    candidates.test.forEach(({ positions }, query) => {
      const found = [...whole.top10.positions.subarray(10 * query, 10 * (query + 1))].filter((each) =>
        each >= 0
      );
      const allowed = new Set(Array.from(positions, (position) => test.wholePositions[position]));
      assert.equal(found.length, Math.min(10, positions.length));
      assert.ok(found.every((each) => allowed.has(each)));
    });
    assert.deepEqual(whole.measures["RR@10"], whole.reranked);
    assert.ok(Number.isNaN(whole.history[0].targetMean) && whole.history[3].loss > 0);
    // The schedule is the configuration's own, as for every other method.
    const { learningRate, decay, warmupSteps } = config.training!;
    assert.equal(whole.history[3].learningRate, learningRate * decay ** (3 - warmupSteps));
    assert.deepEqual(whole.validations.map(({ step }) => step), [0, 4]);
    await withResults(async () => {
      const stop = new AbortController();
      const onNote = (note: string) =>
        note.startsWith("step 2 ") && stop.abort(new Error("stopped by the test"));
      await assert.rejects(
        performRun(config, { source: "local", signal: stop.signal, onNote }),
        /stopped by the test/,
      );
      const resumed = await performRun(config, { source: "local" });
      assert.deepEqual(resumed.history.map(({ loss }) => loss), whole.history.map(({ loss }) => loss));
      assert.deepEqual(resumed.measures, whole.measures);
    });
  }));
