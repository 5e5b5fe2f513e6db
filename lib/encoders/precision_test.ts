import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { checkPrecision, engine, type Scalar, tf } from "../engine/mod.ts";
import { smallConfig } from "./config_for_tests.ts";
import { parseEncoderConfig } from "./config_file.ts";
import { makeEncoder, withPooling } from "./encoder.ts";
import { encoderFingerprint } from "./fingerprint.ts";
import { hiddenStates, weightShapes } from "./model.ts";
import { planBatch } from "./plan.ts";
import { pool } from "./pooling.ts";
import { specialTokens, wordPiece } from "../text/mod.ts";
import { makeWeights, randomWeights } from "./weights.ts";

const skipped = engine.backend === "tensorflow" ? "" : ": skipped, as TensorFlow does not run here";

const goldenOf = async (name: string) =>
  JSON.parse(await readFile(new URL(`../../goldens/${name}.json`, import.meta.url), "utf8"));

type Numbers = Record<string, ArrayLike<number>>;

// Of PyTorch and transformers, by goldens/encoder.py and goldens/autocast.py; versions are in the files.
const exact = await goldenOf("encoder_bert"), autocast = await goldenOf("autocast");
const config = parseEncoderConfig(exact.config, "bert");
const weights = makeWeights(weightShapes(config), (name) => Float32Array.from(exact.weights[name]));
const texts: number[][] = exact.texts;
const offsets = Int32Array.from([0, ...texts.map((_, i) => texts.slice(0, i + 1).flat().length)]);
const plan = planBatch({ ids: Int32Array.from(texts.flat()), offsets });

/** The root of the mean square of all differences. */
function deviation(found: Numbers, expected: Numbers): number {
  const squares = Object.keys(expected).flatMap((name) =>
    Array.from(expected[name], (value, i) => (found[name][i] - value) ** 2)
  );
  return Math.sqrt(squares.reduce((sum, x) => sum + x, 0) / squares.length);
}

Deno.test({
  name: "in bfloat16, states and gradients are at least as near to float32's as PyTorch's autocast gets" +
    skipped,
  ignore: skipped !== "",
  fn() {
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      const states = () => hiddenStates(plan, weights, config, { precision: "bfloat16" });
      const hidden = states().arraySync() as number[][];
      const byText = Object.fromEntries(texts.map((_, text) => {
        const place = plan.restore[text];
        return [text, hidden.slice(...plan.starts.subarray(place, place + 2)).flat()];
      }));
      const { grads } = tf.variableGrads(() => {
        const pooled = pool(states(), plan, "mean");
        return tf.sum(
          tf.mul(pooled, tf.tensor2d(exact.coefficients, pooled.shape as [number, number])),
        ) as Scalar;
      }, [...weights.values()]);
      const gradients = Object.fromEntries(
        [...weights].map(([name, weight]) => [name, grads[weight.name].dataSync()]),
      );
      const expected = Object.fromEntries(
        [...weights.keys()].map((name) => [name, exact.gradients.mean[name]]),
      );
      for (
        const [ours, theirs] of [
          [deviation(byText, exact.hidden), deviation(autocast.hidden, exact.hidden)],
          [deviation(gradients, expected), deviation(autocast.gradients, expected)],
        ]
      ) {
        // The rounding differs from processor to processor.
        assert.ok(ours > theirs / 4 && ours < 1.1 * theirs, `${ours} of ours, ${theirs} of PyTorch`);
      }
    });
    assert.equal(tf.memory().numTensors, before);
  },
});

Deno.test({
  name: "an encoder in bfloat16 gives other embeddings, and is known by another fingerprint" + skipped,
  ignore: skipped !== "",
  async fn() {
    const small = smallConfig({ vocab_size: 9, num_hidden_layers: 1, max_position_embeddings: 12 });
    const tokenizer = wordPiece([...specialTokens, "a", "b", "c", "d"]);
    const parts = {
      name: "small",
      config: small,
      tokenizer,
      pooling: "mean",
      weights: randomWeights(weightShapes(small), 3),
    } as const;
    const [single, half] = (["float32", "bfloat16"] as const).map((precision) =>
      makeEncoder({ ...parts, precision })
    );
    assert.equal(makeEncoder(parts).precision, "float32");
    assert.equal(withPooling(half, "cls").precision, "bfloat16");
    assert.notEqual(await encoderFingerprint(single), await encoderFingerprint(half));
    const [exact, rounded] = tf.tidy(() =>
      [single, half].map((encoder) =>
        encoder.encode({ ids: Int32Array.of(1, 5, 6), offsets: Int32Array.of(0, 3) }).dataSync()
      )
    );
    const error = deviation({ only: rounded }, { only: exact });
    assert.ok(error > 0 && error < 0.02, `${error}`);
    single.dispose();
  },
});

Deno.test("where TensorFlow does not run, bfloat16 is refused", () => {
  const { backend } = engine;
  Object.assign(engine, { backend: "wasm" });
  try {
    checkPrecision("float32");
    assert.throws(() => checkPrecision("bfloat16"), /Expected native TensorFlow .* but found tfjs on wasm/);
  } finally {
    Object.assign(engine, { backend });
  }
});
