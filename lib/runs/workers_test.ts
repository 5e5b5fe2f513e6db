import assert from "node:assert/strict";
import { UserError } from "../base/mod.ts";
import type { RunConfig } from "./config.ts";
import { withResults } from "./results_for_tests.ts";
import { smokeConfigs } from "./configs_for_tests.ts";
import type { RunResult } from "./result.ts";
import { performRun } from "./perform_run.ts";
import { runExperiment } from "./runner.ts";
import { startWorkers } from "./workers.ts";

/** Runs of this test alone, so that no checkpoint of another process is met. */
const configs = smokeConfigs
  .map((config): RunConfig => ({ ...config, seed: 2_000_000 + Deno.pid }));

const silent = () => {};

Deno.test("runs side by side have the results that they have one after another", async () => {
  let beside: RunResult[] = [];
  await withResults(async () => {
    const workers = startWorkers(2);
    try {
      beside = await runExperiment(configs, { perform: workers.perform, jobs: 2, onProgress: silent });
    } finally {
      workers.end();
    }
  });
  await withResults(async () => {
    const alone = await performRun(configs[1], { source: "local" });
    assert.deepEqual(beside.map(({ config }) => config), configs);
    assert.deepEqual(beside[1].top10.positions, alone.top10.positions);
    assert.ok(Math.abs(beside[1].history.at(-1)!.loss - alone.history.at(-1)!.loss) < 1e-4);
  });
});

Deno.test("what a run's process cannot do is one clear message", async () => {
  await withResults(async () => {
    const workers = startWorkers(1);
    const diverging = {
      ...configs[0],
      training: { ...configs[0].training!, learningRate: 1e30, warmupSteps: 0 },
    };
    try {
      await assert.rejects(
        runExperiment([diverging], { perform: workers.perform, onProgress: silent }),
        (error: Error) => error instanceof UserError && /finite/.test(error.message),
      );
    } finally {
      workers.end();
    }
  });
});

Deno.test("an interruption ends all runs, and the same call continues them", async () => {
  await withResults(async () => {
    const controller = new AbortController();
    const workers = startWorkers(2);
    const options = { perform: workers.perform, jobs: 2 };
    const stopped = runExperiment(configs, {
      ...options,
      signal: controller.signal,
      onProgress: ({ note }) => /step 2 of/.test(note) && controller.abort(),
    });
    await assert.rejects(stopped, { name: "AbortError" });
    workers.end();
    const again = startWorkers(2);
    const times: (number | undefined)[] = [];
    const results = await runExperiment(configs, {
      perform: (config, hooks) =>
        again.perform(config, { ...hooks, onWork: (_phase, _texts, seconds) => times.push(seconds) }),
      jobs: 2,
      onProgress: silent,
    });
    again.end();
    // Steps from a checkpoint took no time, and do not count for the speed.
    assert.ok(times.includes(undefined));
    assert.ok(times.every((seconds) => seconds !== null));
    assert.deepEqual(
      results.map(({ history }) => history.length),
      configs.map(({ training }) => training!.steps),
    );
  });
});

Deno.test("the first run prepares the data before another process begins", async () => {
  await withResults(async () => {
    const workers = startWorkers(2);
    const events: string[] = [];
    const hooks = {
      source: "local" as const,
      onNote: (note: string) => note === "preparing data" && events.push("begins"),
      onTexts: () => events.push("prepared"),
    };
    try {
      await Promise.all(configs.slice(0, 2).map((config) => workers.perform(config, hooks)));
    } finally {
      workers.end();
    }
    assert.deepEqual(events, ["begins", "prepared", "begins", "prepared"]);
  });
});
