import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { UserError } from "../base/mod.ts";
import type { Encoder } from "../encoders/mod.ts";
import { marginLoss } from "../losses/mod.ts";
import { bestValidation, restoreBest } from "./best.ts";
import { smallData, smallEncoder } from "./encoder_for_tests.ts";
import { train, type TrainingOptions } from "./trainer.ts";

const OPTIONS: TrainingOptions = {
  loss: (q, p, n) => marginLoss(q, p, n, { target: 0.5 }),
  steps: 12,
  batchSize: 4,
  learningRate: 1e-2,
  seed: 4,
  validateAt: [0, 2, 4, 6, 8, 10, 12],
};

/** Validations that give these values one after the other. */
const giving = (values: number[]) => {
  let at = 0;
  return () => Promise.resolve({ "nDCG@10": values[at++] });
};

const weightsOf = (encoder: Encoder) => [...encoder.weights.values()].map((weight) => [...weight.dataSync()]);

Deno.test("training ends with the weights of the best validation", () =>
  inTemporaryFolder(async (folder) => {
    const expected = smallEncoder();
    await train(expected, smallData(), { ...OPTIONS, steps: 4, validateAt: [] });
    const encoder = smallEncoder();
    const history = await train(encoder, smallData(), {
      ...OPTIONS,
      validate: giving([0.1, 0.2, 0.5, 0.4, 0.3, 0.5, 0.2]),
      keepBest: { measure: "nDCG@10", folder },
    });
    assert.equal(history.steps.length, 12);
    assert.equal(bestValidation(history.validations, "nDCG@10")!.step, 4);
    assert.deepEqual(weightsOf(encoder), weightsOf(expected));
    await rm(path.join(folder, "best.safetensors"));
    await assert.rejects(restoreBest({ measure: "nDCG@10", folder }, encoder.weights), /file is gone/);
    expected.dispose();
    encoder.dispose();
  }));

Deno.test("training stops after as many validations without an improvement as its patience", () =>
  inTemporaryFolder(async (folder) => {
    const encoder = smallEncoder();
    const history = await train(encoder, smallData(), {
      ...OPTIONS,
      validate: giving([0.1, 0.3, 0.2, 0.3, 0.9]),
      keepBest: { measure: "nDCG@10", patience: 2, folder },
    });
    assert.equal(history.steps.length, 6);
    assert.equal(history.validations.length, 4);
    encoder.dispose();
  }));

Deno.test("an interrupted training keeps the best weights for when it is resumed", () =>
  inTemporaryFolder(async (folder) => {
    const values = [0.1, 0.6, 0.2, 0.3, 0.4, 0.5, 0.1];
    const options = {
      ...OPTIONS,
      keepBest: { measure: "nDCG@10", folder },
      checkpoint: { folder, every: 4 },
    };
    const stop = new AbortController();
    const onStep = ({ step }: { step: number }) => step === 7 && stop.abort(new Error("stopped by the test"));
    const first = smallEncoder();
    const validate = giving(values);
    await assert.rejects(
      train(first, smallData(), { ...options, validate, onStep, signal: stop.signal }),
      /stopped by the test/,
    );
    const second = smallEncoder();
    await train(second, smallData(), { ...options, validate });
    const expected = smallEncoder();
    await train(expected, smallData(), { ...OPTIONS, steps: 2, validateAt: [] });
    assert.deepEqual(weightsOf(second), weightsOf(expected));
    for (const encoder of [first, second, expected]) encoder.dispose();
  }));

Deno.test("a measure that validations lack is named", () => {
  assert.throws(
    () => bestValidation([{ step: 2, triples: 8, measures: { "RR@10": 1 } }], "nDCG@10"),
    (error: Error) =>
      error instanceof UserError && /measure nDCG@10 but found RR@10 at step 2/.test(error.message),
  );
});

Deno.test("a value that is not finite is refused, not chosen", () => {
  assert.throws(
    () => bestValidation([{ step: 3, triples: 9, measures: { "nDCG@10": NaN } }], "nDCG@10"),
    /finite nDCG@10 .* but found NaN at step 3/,
  );
});
