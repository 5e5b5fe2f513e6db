import assert from "node:assert/strict";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { UserError } from "../base/mod.ts";
import { marginLoss, marginStatistics } from "../losses/mod.ts";
import type { CheckpointOptions } from "./checkpoint.ts";
import { SMALL, smallData, smallEncoder, smallTexts, smallTokenizer } from "./encoder_for_tests.ts";
import { pretrain, type PretrainOptions } from "./pretrain.ts";
import { train, type TrainingOptions } from "./trainer.ts";

const OPTIONS: TrainingOptions = {
  loss: (q, p, n) => marginLoss(q, p, n, { target: 0.5 }),
  statistics: (q, p, n) => ({ ...marginStatistics(q, p, n, { target: 0.5 }), targetStd: NaN }),
  steps: 6,
  batchSize: 8,
  learningRate: 1e-2,
  warmupSteps: 2,
  seed: 4,
};

/** Trains for four steps, then stops. */
async function interrupt(
  checkpoint: CheckpointOptions,
  options: Partial<TrainingOptions> = {},
): Promise<void> {
  const stop = new AbortController();
  const encoder = smallEncoder();
  const onStep = ({ step }: { step: number }) => step === 4 && stop.abort(new Error("stopped by the test"));
  const all = { ...OPTIONS, ...options, checkpoint, onStep, signal: stop.signal };
  await assert.rejects(train(encoder, smallData(), all), /stopped by the test/);
  encoder.dispose();
}

/** Resumes; gives the steps that were taken and the loss of all. */
async function resume(
  checkpoint: CheckpointOptions,
  options: Partial<TrainingOptions> = {},
  data = smallData(),
) {
  const encoder = smallEncoder();
  const taken: number[] = [];
  const onStep = ({ step }: { step: number }) => void taken.push(step);
  try {
    const history = await train(encoder, data, { ...OPTIONS, ...options, checkpoint, onStep });
    return { taken, history };
  } finally {
    encoder.dispose();
  }
}

const refusedFor = (setting: string) => (error: Error) =>
  error instanceof UserError && error.message.includes(`found other settings: ${setting} (`) &&
  /Delete .* to start again/.test(error.message);

Deno.test("a training is not resumed with another setting, loss, encoder or data", () =>
  inTemporaryFolder(async (folder) => {
    const checkpoint = { folder, every: 4, of: { loss: "static" } };
    await interrupt(checkpoint);
    const changes: Partial<TrainingOptions>[] = [
      { seed: 5 },
      { batchSize: 7 },
      { learningRate: 2e-2 },
      { warmupSteps: 3 },
      { decay: 0.9 },
      { weightDecay: 0.1 },
      { dropout: { hidden: 0.1, attention: 0.1 } },
      { maxQueryLength: 4 },
      { maxPassageLength: 4 },
      { validateAt: [2] },
      { sampling: "without twins" },
      { keepBest: { measure: "RR@10", folder } },
    ];
    for (const change of changes) {
      await assert.rejects(resume(checkpoint, change), refusedFor(Object.keys(change)[0]));
    }
    await assert.rejects(resume({ ...checkpoint, of: { loss: "adaptive" } }), refusedFor("loss"));
    const data = smallData();
    data.triples.negatives[3]++;
    await assert.rejects(resume(checkpoint, {}, data), refusedFor("triples"));
    const other = smallData();
    await assert.rejects(
      resume(checkpoint, {}, { ...other, passages: { ...other.passages, texts: [...smallTexts].reverse() } }),
      refusedFor("triples"),
    );
    const encoder = smallEncoder();
    const weight = [...encoder.weights.values()][0];
    weight.assign(weight.mul(1.01));
    await assert.rejects(train(encoder, smallData(), { ...OPTIONS, checkpoint }), refusedFor("encoder"));
    encoder.dispose();
    // More steps are the same training, which goes on.
    const { taken } = await resume(checkpoint, { steps: 7 });
    assert.deepEqual(taken, [5, 6, 7]);
  }));

Deno.test("a log's values that are no JSON numbers come back from a checkpoint", () =>
  inTemporaryFolder(async (folder) => {
    await interrupt({ folder, every: 4 });
    const { history } = await resume({ folder, every: 4 });
    assert.deepEqual(history.steps.map(({ targetStd }) => targetStd), new Array(6).fill(NaN));
  }));

Deno.test("another training's checkpoint gives way where that is asked for", () =>
  inTemporaryFolder(async (folder) => {
    await interrupt({ folder, every: 4 });
    const { taken, history } = await resume({ folder, every: 4, ifOther: "start over" }, { seed: 5 });
    assert.deepEqual(taken, [1, 2, 3, 4, 5, 6]);
    const expected = smallEncoder();
    const { steps } = await train(expected, smallData(), { ...OPTIONS, seed: 5 });
    assert.deepEqual(history.steps.map(({ loss }) => loss), steps.map(({ loss }) => loss));
    expected.dispose();
  }));

Deno.test("a damaged or incomplete checkpoint is refused with advice that works, or starts over", () =>
  inTemporaryFolder(async (parent) => {
    const damages: [string, (file: string) => Promise<void>][] = [
      ["flipped", async (file) => {
        const content = await readFile(file);
        content[content.length >> 1] ^= 1;
        await writeFile(file, content);
      }],
      ["removed", (file) => rm(file)],
    ];
    const keepBest = { measure: "x", folder: "" };
    const validate = () => Promise.resolve({ x: 1 });
    for (const name of ["state.json", "step-4.safetensors", "best.safetensors"]) {
      for (const [how, damage] of damages) {
        if (name === "state.json" && how === "removed") continue; // there is no checkpoint then
        const folder = path.join(parent, `${name}-${how}`);
        const options = { validateAt: [0], validate, keepBest: { ...keepBest, folder } };
        await interrupt({ folder, every: 4 }, options);
        await damage(path.join(folder, name));
        await assert.rejects(resume({ folder, every: 4 }, options), (error: Error) => {
          assert.ok(error instanceof UserError, error.stack);
          assert.match(error.message, /Expected a whole checkpoint in .* Delete .* to start again\.$/);
          return true;
        });
        const { taken } = await resume({ folder, every: 4, ifDamaged: "start over" }, options);
        assert.equal(taken.length, 6, `${name} ${how}`);
        await rm(folder, { recursive: true });
        assert.equal((await resume({ folder, every: 4 }, options)).taken.length, 6);
        assert.ok((await readdir(folder)).length > 0);
      }
    }
  }));

const PRETRAINING: PretrainOptions = {
  steps: 9,
  batchTokens: 60,
  learningRate: 1e-2,
  warmupSteps: 4,
  maxLength: 16,
  seed: 3,
};

Deno.test("a pretraining is not resumed with another setting or other texts", () =>
  inTemporaryFolder(async (folder) => {
    const parts = { config: SMALL, tokenizer: smallTokenizer(), name: "small" };
    const checkpoint = { folder, every: 4 };
    const stop = new AbortController();
    await assert.rejects(
      pretrain(smallTexts, parts, {
        ...PRETRAINING,
        checkpoint,
        signal: stop.signal,
        onStep: ({ step }) => step === 4 && stop.abort(new Error("stopped by the test")),
      }),
      /stopped by the test/,
    );
    const changes: Partial<PretrainOptions>[] = [
      { steps: 8 },
      { batchTokens: 50 },
      { learningRate: 2e-2 },
      { warmupSteps: 3 },
      { maxLength: 15 },
      { seed: 4 },
    ];
    for (const change of changes) {
      await assert.rejects(
        pretrain(smallTexts, parts, { ...PRETRAINING, checkpoint, ...change }),
        refusedFor(Object.keys(change)[0]),
      );
    }
    await assert.rejects(
      pretrain([...smallTexts].reverse(), parts, { ...PRETRAINING, checkpoint }),
      refusedFor("texts"),
    );
    const { encoder, log } = await pretrain(smallTexts, parts, { ...PRETRAINING, checkpoint });
    assert.equal(log.losses.length, 9);
    encoder.dispose();
  }));
