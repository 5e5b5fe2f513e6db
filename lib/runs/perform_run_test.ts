import assert from "node:assert/strict";
import path from "node:path";
import { existsSync } from "node:fs";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { loadEncoder, saveEncoder } from "../encoders/mod.ts";
import type { RunConfig } from "./config.ts";
import type { EncoderEntry } from "./encoders/encoder_entry.ts";
import { encoders } from "./encoders/registry.ts";
import { withEntry } from "./registered_for_tests.ts";
import type { RunResult } from "./result.ts";
import { withResults } from "./results_for_tests.ts";
import { bm25Config, smokeConfigs } from "./configs_for_tests.ts";
import { checkpointFolder, performRun, type RunHooks, trainedEncoder } from "./perform_run.ts";
import type { MarginMethod } from "./methods/margin.ts";
import { prepareData } from "./prepare_data.ts";
import { embedSearchSet, nearest } from "./search.ts";
import { isStored } from "./store.ts";

/** Runs of this test alone, so that no checkpoint of another process is met. */
function own(config: RunConfig): RunConfig {
  return { ...config, seed: 1_000_000 + Deno.pid };
}

const adaptive = smokeConfigs[0].method as MarginMethod;
const movingAverage: MarginMethod = { ...adaptive, target: "moving-average", averageDecay: 0.5 };

for (const [name, method] of Object.entries({ "": adaptive, " with a moving average": movingAverage })) {
  Deno.test(`an interrupted run${name} continues from its checkpoint to the same result`, async () => {
    const config = own({ ...smokeConfigs[0], method });
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
      assert.ok(whole.cost!.sampling! > 0);
      await withResults(async () => {
        const stopping: RunHooks = {
          ...hooks,
          signal: controller.signal,
          onNote: (note) => note.startsWith("step 4 ") && controller.abort(),
        };
        await assert.rejects(performRun(config, stopping), { name: "AbortError" });
        assert.equal(isStored(config, "local"), false);
        assert.ok(existsSync(checkpointFolder(whole.hash, whole.weights)));
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
        assert.equal(existsSync(checkpointFolder(whole.hash, whole.weights)), false);
      });
    });
  });
}

Deno.test("a checkpoint of other weights is not continued, whatever the encoder says of itself", () =>
  inTemporaryFolder(async (folder) => {
    const other = path.join(folder, "other");
    const tiny = await loadEncoder("tiny");
    await saveEncoder(tiny, folder);
    const weight = [...tiny.weights.values()][0];
    weight.assign(weight.mul(0.9));
    await saveEncoder(tiny, other);
    tiny.dispose();
    const entry: EncoderEntry = {
      name: "changing",
      checkpoint: folder,
      background: "says nothing of its weights",
      weights: () => "",
      secondsPerText: { train: 1, encode: 1 },
    };
    const config = { ...own(smokeConfigs[0]), encoder: "changing" };
    const stop = new AbortController();
    const onNote = (note: string) => note.startsWith("step 4 ") && stop.abort();
    const losses = ({ history }: RunResult) => history.map(({ loss }) => loss);
    await withEntry(encoders, entry, () =>
      withResults(async () => {
        await assert.rejects(performRun(config, { source: "local", signal: stop.signal, onNote }), {
          name: "AbortError",
        });
        await Deno.copyFile(path.join(other, "model.safetensors"), path.join(folder, "model.safetensors"));
        const resumed = await performRun(config, { source: "local" });
        const fromTheStart = await performRun(config, { source: "local" });
        assert.deepEqual(losses(resumed), losses(fromTheStart));
        assert.deepEqual(resumed.measures, fromTheStart.measures);
      }));
  }));

Deno.test("the encoder of a run is trained again to the run's own results", async () => {
  const config = own(smokeConfigs[1]);
  await withResults(async () => {
    const { top10, hash, weights } = await performRun(config, { source: "local" });
    const { encoder } = await trainedEncoder(config);
    const { test } = await prepareData(config);
    const found = nearest(await embedSearchSet(encoder, test, {}), 10);
    encoder.dispose();
    assert.deepEqual(
      found.flatMap(({ positions }) => Array.from(positions, (position) => test.wholePositions[position])),
      [...top10.positions],
    );
    assert.equal(existsSync(checkpointFolder(hash, weights)), false);
  });
  await assert.rejects(trainedEncoder(bm25Config), /a run with an encoder but found "BM25"/);
});

Deno.test("a checkpoint belongs to the weights that its training began from", () => {
  assert.notEqual(checkpointFolder("a", "1"), checkpointFolder("a", "2"));
  assert.equal(path.basename(checkpointFolder("a", "")), "a");
});

Deno.test("a trained encoder may be used otherwise in its test search, and its training stays the same", () =>
  withResults(async () => {
    const [config] = smokeConfigs;
    const training = { ...config.training!, steps: 2, validateAt: [0, 2] };
    const plain = await performRun({ ...config, training }, { source: "local" });
    for (const testUse of [{ pooling: "cls" }, { maxPassageLength: 4 }] as const) {
      const other = await performRun({ ...config, training, testUse }, { source: "local" });
      const numbers = ({ history, validations }: typeof plain) => [
        history.map(({ loss }) => loss),
        validations,
      ];
      assert.deepEqual(numbers(other), numbers(plain));
      assert.notDeepEqual(other.top10.scores, plain.top10.scores);
    }
  }));
