import assert from "node:assert/strict";
import type { RunConfig } from "./config.ts";
import { fakeResult, withResults } from "./results_for_tests.ts";
import { minilmConfigs as configs } from "./configs_for_tests.ts";
import type { RunHooks } from "./perform_run.ts";
import { runExperiment, type RunnerProgress } from "./runner.ts";
import { isStored, storeResult } from "./store.ts";

/** Stores a fake, and tells of some work. */
function performer(calls: RunConfig[]) {
  return async (config: RunConfig, { source, onWork }: RunHooks) => {
    calls.push(config);
    onWork?.("encode", 1000, 1);
    const result = fakeResult(config, { source });
    await storeResult(result);
    return result;
  };
}

const silent = () => {};

Deno.test("what is stored is skipped, and results keep the order of their configurations", async () => {
  await withResults(async () => {
    await storeResult(fakeResult(configs[1]));
    const calls: RunConfig[] = [];
    const seen: boolean[] = [];
    const options = {
      perform: performer(calls),
      onProgress: silent,
      onResult: (_: unknown, { stored }: { stored: boolean }) => {
        seen.push(stored);
      },
    };
    const results = await runExperiment(configs, options);
    assert.deepEqual(calls, [configs[0], configs[2], configs[3]]);
    assert.deepEqual(seen, [false, true, false, false]);
    assert.deepEqual(results.map(({ config }) => config), configs);
    await runExperiment(configs, options);
    assert.equal(calls.length, 3);
    await runExperiment(configs, { ...options, again: true });
    assert.equal(calls.length, 7);
  });
});

Deno.test("a committed result does not stand for a run of the user", async () => {
  await withResults(async () => {
    await storeResult(fakeResult(configs[0], { source: "committed" }));
    const calls: RunConfig[] = [];
    await runExperiment([configs[0]], { perform: performer(calls), onProgress: silent });
    assert.equal(calls.length, 1);
    assert.ok(isStored(configs[0], "local"));
  });
});

Deno.test("after an interruption the same call continues with what is missing", async () => {
  await withResults(async () => {
    const calls: RunConfig[] = [];
    const perform = performer(calls);
    const controller = new AbortController();
    const interrupted = async (config: RunConfig, hooks: RunHooks) => {
      if (calls.length === 2) controller.abort();
      hooks.signal?.throwIfAborted();
      return await perform(config, hooks);
    };
    const first = runExperiment(configs, {
      perform: interrupted,
      signal: controller.signal,
      onProgress: silent,
    });
    await assert.rejects(first, { name: "AbortError" });
    await runExperiment(configs, { perform, onProgress: silent });
    assert.deepEqual(calls, configs);
  });
});

Deno.test("a configuration that comes twice is run once", async () => {
  await withResults(async () => {
    const calls: RunConfig[] = [];
    const results = await runExperiment([configs[0], configs[0]], {
      perform: performer(calls),
      onProgress: silent,
    });
    assert.equal(calls.length, 1);
    assert.equal(results.length, 2);
  });
});

Deno.test("progress grows, and the time left shrinks with the work", async () => {
  await withResults(async () => {
    const states: RunnerProgress[] = [];
    await runExperiment(configs, { perform: performer([]), onProgress: (state) => states.push(state) });
    assert.match(states[0].note, /^run 1 of 4: minilm, untrained/);
    const named: RunnerProgress[] = [];
    await runExperiment(configs, {
      ...{ perform: performer([]), again: true, labelOf: ({ seed }) => `seed ${seed}` },
      onProgress: (state) => named.push(state),
    });
    assert.match(named[0].note, /^run 1 of 4: seed \d/);
    assert.ok(states[0].secondsLeft > states.at(-1)!.secondsLeft);
    for (const { fraction } of states) assert.ok(fraction >= 0 && fraction <= 1);
  });
});
