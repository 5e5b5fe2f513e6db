import assert from "node:assert/strict";
import { cp, writeFile } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { inProject, type TokenBatch, UserError } from "../base/mod.ts";
import golden from "../../goldens/cross_encoder.json" with { type: "json" };
import { type Scalar, type Tensor, tf } from "../engine/mod.ts";
import { loadTokenizer, packPairs, specialTokens, wordPiece } from "../text/mod.ts";
import { smallConfig } from "./config_for_tests.ts";
import type { EncoderConfig, ModelType } from "./config.ts";
import { parseEncoderConfig } from "./config_file.ts";
import { type CrossEncoder, isCrossEncoder, loadCrossEncoder, makeCrossEncoder } from "./cross_encoder.ts";
import { crossEncoderFingerprint } from "./fingerprint.ts";
import { headShapes } from "./head.ts";
import { hiddenStates, weightShapes } from "./model.ts";
import { planBatch } from "./plan.ts";
import { saveCrossEncoder } from "./save_cross_encoder.ts";
import { scorePairs } from "./score_pairs.ts";
import { makeWeights, randomWeights } from "./weights.ts";

// Made with PyTorch and transformers by goldens/cross_encoder.py, on the models of goldens/encoder.py.
type Named = Record<string, number[]>;

const tokenizer = wordPiece([...specialTokens, "red", "cat", "runs", "far"]);

async function crossOf(type: ModelType): Promise<CrossEncoder> {
  const file = new URL(`../../goldens/encoder_${type}.json`, import.meta.url);
  const stored = JSON.parse(await Deno.readTextFile(file));
  const config: EncoderConfig = parseEncoderConfig(stored.config, type);
  const head: Named = golden.models[type].head;
  const shapes = new Map([...weightShapes(config), ...headShapes(config)]);
  const weights = makeWeights(shapes, (name) => Float32Array.from(head[name] ?? stored.weights[name]));
  return makeCrossEncoder({ name: type, config, tokenizer, weights });
}

function packed({ pairs, types }: { pairs: number[][]; types: number[][] }): TokenBatch {
  const offsets = new Int32Array(pairs.length + 1);
  pairs.forEach((pair, i) => offsets[i + 1] = offsets[i] + pair.length);
  return { ids: Int32Array.from(pairs.flat()), offsets, types: Int32Array.from(types.flat()) };
}

function largestDifference(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  assert.equal(found.length, expected.length);
  return Math.max(...Array.from(found, (value, i) => Math.abs(value - expected[i])));
}

for (const type of ["bert", "distilbert", "roberta", "mpnet"] as const) {
  Deno.test(`${type}: scores and gradients of a cross-encoder equal those of transformers`, async () => {
    const { scores, coefficients, gradients, ...batch } = golden.models[type];
    const encoder = await crossOf(type);
    const pairs = packed(batch);
    const found = tf.tidy(() => encoder.score(pairs).dataSync());
    assert.ok(largestDifference(found, scores) < 1e-5, `${found}`);
    const before = tf.memory().numTensors;
    const { value, grads } = tf.variableGrads(
      () => tf.sum(tf.mul(encoder.score(pairs), tf.tensor1d(coefficients))) as Scalar,
      [...encoder.weights.values()],
    );
    for (const [name, expected] of Object.entries<number[]>(gradients as Named)) {
      const scale = Math.max(...expected.map(Math.abs), 2e-2);
      const gradient = grads[encoder.weights.get(name)!.name].dataSync();
      assert.ok(largestDifference(gradient, expected) < 1e-4 * scale, name);
    }
    tf.dispose([value, grads as unknown as Tensor[]]);
    assert.equal(tf.memory().numTensors, before, "tensors left behind");
    encoder.dispose();
  });
}

Deno.test("pairs of texts have the ids and types of transformers, whole or with the passage cut", async () => {
  const { firsts, seconds, whole, cut } = golden.tokens;
  const tiny = await loadTokenizer(inProject("data", "tiny"));
  const positions = Array.from({ length: firsts.length * seconds.length }, (_, i) => i);
  const pairs = {
    firsts,
    seconds,
    first: positions.map((i) => Math.floor(i / seconds.length)),
    second: positions.map((i) => i % seconds.length),
  };
  for (const [expected, maxLength] of [[whole, 100], [cut, 45]] as const) {
    const { ids, types, offsets } = packPairs(tiny, pairs, { maxLength, maxFirst: 40 });
    expected.ids.forEach((row, i) => {
      assert.deepEqual([...ids.subarray(offsets[i], offsets[i + 1])], row, `pair ${i}`);
      assert.deepEqual([...types!.subarray(offsets[i], offsets[i + 1])], expected.types[i], `types ${i}`);
    });
  }
});

/** A cross-encoder of random weights. */
function smallCross(): CrossEncoder {
  const config = smallConfig({ vocab_size: tokenizer.vocabularySize });
  const weights = randomWeights(new Map([...weightShapes(config), ...headShapes(config)]), 5);
  return makeCrossEncoder({ name: "small", config, tokenizer, weights });
}

const TEXTS = {
  firsts: ["red cat", "far"],
  seconds: ["cat runs", "red", ""],
  first: [0, 1, 0, 1],
  second: [0, 1, 2, 0],
};

Deno.test("a saved cross-encoder is read back with the same scores and fingerprint", async () => {
  await inTemporaryFolder(async (folder) => {
    const encoder = smallCross();
    await saveCrossEncoder(encoder, folder);
    assert.equal(await isCrossEncoder(folder), true);
    const read = await loadCrossEncoder(folder);
    const [before, after] = [await scorePairs(encoder, TEXTS), await scorePairs(read, TEXTS)];
    assert.deepEqual(after, before);
    const again = await loadCrossEncoder(folder);
    assert.equal(await crossEncoderFingerprint(again), await crossEncoderFingerprint(read));
    const [weight] = again.weights.values();
    weight.assign(tf.zerosLike(weight));
    assert.notEqual(await crossEncoderFingerprint(again), await crossEncoderFingerprint(read));
    again.dispose();
    for (const each of [encoder, read]) each.dispose();
  });
});

Deno.test("the scores of pairs do not depend on their batches, and change with the order of the texts", async () => {
  const encoder = smallCross();
  const { scores, tokens } = await scorePairs(encoder, TEXTS);
  assert.equal(tokens, 7 + 5 + 5 + 6);
  const alone = await scorePairs(encoder, TEXTS, { batchTokens: 1 });
  assert.ok(largestDifference(alone.scores, scores) < 1e-6);
  const swapped = { firsts: TEXTS.seconds, seconds: TEXTS.firsts, first: TEXTS.second, second: TEXTS.first };
  assert.ok(largestDifference((await scorePairs(encoder, swapped)).scores, scores) > 1e-6);
  encoder.dispose();
});

Deno.test("an encoder without a head needs a seed for one, and the same seed gives the same", async () => {
  const tiny = inProject("data", "tiny");
  assert.equal(await isCrossEncoder("tiny"), false);
  await assert.rejects(loadCrossEncoder(tiny), (error: Error) => {
    assert.ok(error instanceof UserError);
    assert.match(error.message, /a tensor classifier\.weight of shape \[1,128\] .*Give a headSeed/s);
    return true;
  });
  const [first, again, other] = await Promise.all(
    [1, 1, 2].map((headSeed) => loadCrossEncoder("tiny", { headSeed })),
  );
  const scores = async (encoder: CrossEncoder) => [...(await scorePairs(encoder, TEXTS)).scores];
  assert.deepEqual(await scores(again), await scores(first));
  assert.notDeepEqual(await scores(other), await scores(first));
  for (const each of [first, again, other]) each.dispose();
});

Deno.test("a head of several labels is refused", async () => {
  await inTemporaryFolder(async (folder) => {
    const encoder = smallCross();
    const { config } = encoder;
    const head = new Map([["classifier.weight", [3, 8]], ["classifier.bias", [3]]]);
    const shapes = new Map([...weightShapes(config), ...headShapes(config), ...head]);
    const three = makeCrossEncoder({ ...encoder, weights: randomWeights(shapes, 5) });
    await saveCrossEncoder(three, folder);
    await assert.rejects(
      loadCrossEncoder(folder),
      /classifier\.weight of shape \[1,8\] but found \[3,8\].*one label/s,
    );
    for (const each of [encoder, three]) each.dispose();
  });
});

Deno.test("texts are lower-cased where the folder says so, and a saved one says so too", async () => {
  await inTemporaryFolder(async (folder) => {
    const from = path.join(folder, "from"), to = path.join(folder, "to");
    await cp(inProject("data", "tiny"), from, { recursive: true });
    await writeFile(
      path.join(from, "sentence_bert_config.json"),
      JSON.stringify({ max_seq_length: 17, do_lower_case: true }),
    );
    const encoder = await loadCrossEncoder(from, { headSeed: 1 });
    assert.equal(encoder.lowerCase, true);
    await saveCrossEncoder(encoder, to);
    const read = await loadCrossEncoder(to);
    assert.equal(read.lowerCase, true);
    for (const each of [encoder, read]) each.dispose();
  });
});

Deno.test("a pair that is longer than the positions is refused by name", () => {
  const encoder = smallCross();
  const batch = packPairs(tokenizer, {
    firsts: ["red"],
    seconds: ["cat ".repeat(20)],
    first: [0],
    second: [0],
  }, {
    maxLength: 20,
    maxFirst: 4,
  });
  assert.throws(() => encoder.score(batch), /at most 16 tokens for small but found one of 20/);
  encoder.dispose();
});

Deno.test("reading a pair gives its score, and the mean state of its passage alone", async () => {
  const encoder = await crossOf("bert");
  const { pairs, types } = golden.models.bert;
  const batch = packed({ pairs, types });
  const { scores, passages } = encoder.read(batch);
  const alone = encoder.score(batch);
  assert.deepEqual(scores.dataSync(), alone.dataSync());
  assert.deepEqual(passages.shape, [pairs.length, encoder.config.hidden_size]);
  const plan = planBatch(batch);
  const states = tf.tidy(() => hiddenStates(plan, encoder.weights, encoder.config).arraySync()) as number[][];
  const rows = passages.arraySync();
  pairs.forEach((_, pair) => {
    const sorted = plan.restore[pair];
    const own = states.filter((_, token) => plan.segments[token] === sorted && plan.types![token] === 1);
    rows[pair].forEach((value, d) => {
      const mean = own.reduce((sum, state) => sum + state[d], 0) / own.length;
      assert.ok(Math.abs(value - mean) < 1e-5);
    });
  });
  tf.dispose([scores, passages, alone]);
  encoder.dispose();
});
