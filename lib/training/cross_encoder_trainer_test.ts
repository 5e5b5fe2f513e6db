import assert from "node:assert/strict";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { generator, UserError } from "../base/mod.ts";
import {
  type CrossEncoder,
  headShapes,
  makeCrossEncoder,
  makeWeights,
  weightShapes,
} from "../encoders/mod.ts";
import { tf } from "../engine/mod.ts";
import { packPairs } from "../text/mod.ts";
import {
  type CrossEncoderTrainingOptions,
  listLossAndGradients,
  trainCrossEncoder,
} from "./cross_encoder_trainer.ts";
import { SMALL, smallData, smallTokenizer } from "./encoder_for_tests.ts";
import { listLosses } from "./list_loss.ts";
import { type ListData, listsOfTriples } from "./ranked_lists.ts";

const OPTIONS: CrossEncoderTrainingOptions = {
  steps: 12,
  batchSize: 4,
  learningRate: 1e-2,
  warmupSteps: 2,
  maxLength: 16,
  maxQueryLength: 8,
  seed: 4,
};

/** The same weights at every call. */
function smallCross(): CrossEncoder {
  const random = generator(11);
  const weights = makeWeights(new Map([...weightShapes(SMALL), ...headShapes(SMALL)]), (name, size) => {
    const centre = name.includes("LayerNorm.weight") ? 1 : 0;
    return Float32Array.from({ length: size }, () => centre + 0.3 * random.normal());
  });
  return makeCrossEncoder({ name: "small", config: SMALL, tokenizer: smallTokenizer(), weights });
}

/** Each query's positive is its own text; the negatives are the texts after it. */
function smallLists(negatives = 3): ListData {
  const { queries, passages } = smallData();
  const all = Int32Array.from({ length: 40 }, (_, i) => i);
  return {
    queries,
    passages,
    lists: {
      queries: all,
      positives: all,
      negatives: Int32Array.from(
        { length: 40 * negatives },
        (_, i) => (Math.floor(i / negatives) + 1 + i % negatives) % 40,
      ),
    },
  };
}

/** Four lists of a positive and two negatives. */
function smallBatch(encoder: CrossEncoder) {
  const { texts } = smallData().queries;
  const first = Array.from({ length: 12 }, (_, i) => Math.floor(i / 3));
  const second = first.map((query, i) => i % 3 === 0 ? query : 7 * i % 40);
  return packPairs(encoder.tokenizer, { firsts: texts, seconds: texts, first, second }, { maxLength: 16 });
}

for (const loss of listLosses) {
  Deno.test(`training lowers the ${loss} loss, and leaves no tensor behind`, async () => {
    const before = tf.memory().numTensors;
    const encoder = smallCross();
    const kept = tf.memory().numTensors;
    const { steps } = await trainCrossEncoder(encoder, smallLists(), { ...OPTIONS, loss, steps: 80 });
    assert.equal(tf.memory().numTensors, kept);
    const mean = (from: number) =>
      steps.slice(from, from + 10).reduce((sum, step) => sum + step.loss, 0) / 10;
    assert.ok(mean(70) < 0.7 * mean(0), `${mean(0)} ${mean(70)}`);
    assert.equal(steps[79].lists, 320);
    encoder.dispose();
    assert.equal(tf.memory().numTensors, before);
  });

  Deno.test(`the gradients of the ${loss} loss agree with finite differences, in every part`, () => {
    const encoder = smallCross();
    const batch = smallBatch(encoder);
    const options = { loss, size: 3 };
    const lossNow = () => {
      const { loss, gradients } = listLossAndGradients(encoder, batch, options);
      tf.dispose([...gradients.values()]);
      return loss;
    };
    const { gradients } = listLossAndGradients(encoder, batch, options);
    for (
      const name of [
        "embeddings.token_type_embeddings.weight",
        "encoder.layer.0.attention.self.query.weight",
        "encoder.layer.1.output.dense.weight",
        "pooler.dense.weight",
        "pooler.dense.bias",
        "classifier.weight",
      ]
    ) {
      const weight = encoder.weights.get(name)!;
      const gradient = gradients.get(name)!.dataSync();
      const start = weight.dataSync().slice();
      const at = (i: number, step: number) => {
        const moved = start.slice();
        moved[i] += step;
        const value = tf.tensor(moved, weight.shape);
        weight.assign(value);
        value.dispose();
        return lossNow();
      };
      for (const i of [0, 3, 7]) {
        const difference = (at(i, 5e-3) - at(i, -5e-3)) / 1e-2;
        assert.ok(
          Math.abs(difference - gradient[i]) < 1e-3 + 0.02 * Math.abs(gradient[i]),
          `${name} ${i}: ${difference} ${gradient[i]}`,
        );
      }
      at(0, 0);
    }
    tf.dispose([...gradients.values()]);
    encoder.dispose();
  });
}

Deno.test("chunks of lists give the loss and gradients of one piece", () => {
  const encoder = smallCross();
  const batch = smallBatch(encoder);
  const options = { loss: "softmax", size: 3 } as const;
  const whole = listLossAndGradients(encoder, batch, options);
  const before = tf.memory().numTensors;
  for (const chunkTokens of [1, 70, 1000]) {
    const chunked = listLossAndGradients(encoder, batch, { ...options, chunkTokens });
    assert.ok(Math.abs(chunked.loss - whole.loss) < 1e-5);
    for (const [name, gradient] of whole.gradients) {
      const [found, expected] = [chunked.gradients.get(name)!.dataSync(), gradient.dataSync()];
      const scale = Math.max(...Array.from(expected, Math.abs), 1e-2);
      found.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 1e-4 * scale, name));
    }
    tf.dispose([...chunked.gradients.values()]);
    assert.equal(tf.memory().numTensors, before);
  }
  assert.throws(() => listLossAndGradients(encoder, batch, { ...options, chunkTokens: 0 }), /chunkTokens/);
  tf.dispose([...whole.gradients.values()]);
  encoder.dispose();
});

Deno.test("an interrupted training resumes to the very numbers of one that was not, with dropout", async () => {
  await inTemporaryFolder(async (folder) => {
    const measured = () => Promise.resolve({ seen: 1 });
    const dropout = { hidden: 0.1, attention: 0.1 };
    const options = { ...OPTIONS, dropout, validateAt: [0, 3, 12], validate: measured };
    const whole = smallCross();
    const expected = await trainCrossEncoder(whole, smallLists(), options);

    const stop = new AbortController();
    const checkpoint = { folder, every: 4 };
    const onStep = ({ step }: { step: number }) => step === 7 && stop.abort(new Error("stopped by the test"));
    const first = smallCross();
    await assert.rejects(
      trainCrossEncoder(first, smallLists(), { ...options, checkpoint, onStep, signal: stop.signal }),
      /stopped by the test/,
    );
    const second = smallCross();
    const taken: number[] = [];
    const resumed = await trainCrossEncoder(second, smallLists(), {
      ...options,
      checkpoint,
      onStep: ({ step }) => taken.push(step),
    });
    assert.equal(taken[0], 8);
    const numbers = ({ steps }: typeof resumed) => steps.map(({ seconds: _, ...record }) => record);
    assert.deepEqual(numbers(resumed), numbers(expected));
    assert.deepEqual(resumed.validations, expected.validations);
    for (const [name, weight] of whole.weights) {
      assert.deepEqual(second.weights.get(name)!.dataSync(), weight.dataSync(), name);
    }
    for (const encoder of [whole, first, second]) encoder.dispose();
  });
});

Deno.test("the seed decides the order of the lists and the dropout", async () => {
  const losses = async (changes: Partial<CrossEncoderTrainingOptions>) => {
    const encoder = smallCross();
    const { steps } = await trainCrossEncoder(encoder, smallLists(), { ...OPTIONS, steps: 4, ...changes });
    encoder.dispose();
    return steps.map(({ loss }) => loss);
  };
  const dropout = { hidden: 0.1, attention: 0.1 };
  const first = await losses({ dropout });
  assert.deepEqual(await losses({ dropout }), first);
  assert.notDeepEqual(await losses({}), first);
  assert.notDeepEqual(await losses({ dropout, seed: 5 }), first);
});

Deno.test("the rate falls linearly to zero, or by a factor for each step", async () => {
  const rates = async (changes: Partial<CrossEncoderTrainingOptions>) => {
    const encoder = smallCross();
    const options = { ...OPTIONS, steps: 4, warmupSteps: 1, learningRate: 0.3, ...changes };
    const { steps } = await trainCrossEncoder(encoder, smallLists(), options);
    encoder.dispose();
    return steps.map(({ learningRate }) => Number(learningRate.toFixed(9)));
  };
  assert.deepEqual(await rates({}), [0.3, 0.3, 0.2, 0.1]);
  assert.deepEqual(await rates({ decay: 0.5 }), [0.3, 0.3, 0.15, 0.075]);
});

Deno.test("the weights of the best validation are kept, and training stops when none improves", async () => {
  await inTemporaryFolder(async (folder) => {
    const encoder = smallCross();
    const values = [0.1, 0.5, 0.3, 0.2];
    const kept: Float32Array[] = [];
    const classifier = () => encoder.weights.get("classifier.weight")!.dataSync().slice() as Float32Array;
    const history = await trainCrossEncoder(encoder, smallLists(), {
      ...OPTIONS,
      validateAt: [0, 2, 4, 6, 8],
      validate: () => {
        kept.push(classifier());
        return Promise.resolve({ "RR@10": values[kept.length - 1] });
      },
      keepBest: { measure: "RR@10", patience: 2, folder },
    });
    assert.equal(history.steps.length, 6);
    assert.deepEqual(classifier(), kept[1]);
    encoder.dispose();
  });
});

Deno.test("lists that do not fit, and a loss that is not finite, are refused", async () => {
  const encoder = smallCross();
  const data = smallLists();
  const refused = (changed: Partial<ListData["lists"]>, pattern: RegExp) =>
    assert.rejects(
      trainCrossEncoder(encoder, { ...data, lists: { ...data.lists, ...changed } }, OPTIONS),
      (error: Error) => error instanceof UserError && pattern.test(error.message),
    );
  const none = new Int32Array(0);
  await refused({ queries: none, positives: none, negatives: none }, /lists to train on but found none/);
  await refused({ negatives: new Int32Array(41) }, /found 40 positives and 41 negatives for 40 queries/);
  await assert.rejects(
    trainCrossEncoder(encoder, data, { ...OPTIONS, loss: "hinge" as "softmax" }),
    /one of softmax, pairwise, self-distilled but found "hinge"/,
  );
  await assert.rejects(
    trainCrossEncoder(encoder, data, { ...OPTIONS, learningRate: 1e30, steps: 8 }),
    /finite loss but found NaN at step \d of 8/,
  );
  encoder.dispose();
});

Deno.test("triples make lists only where neighbours share query and positive", () => {
  const triples = {
    queries: Int32Array.of(0, 0, 1, 1),
    positives: Int32Array.of(5, 5, 6, 7),
    negatives: Int32Array.of(1, 2, 3, 4),
  };
  assert.throws(() => listsOfTriples(triples, 2), /groups of 2 .* at triple 3/);
  assert.throws(() => listsOfTriples(triples, 3), /groups of 3/);
  assert.deepEqual(listsOfTriples(triples, 1).negatives, triples.negatives);
});
