import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { inCache, mirrorFolder, type TokenBatch } from "../base/mod.ts";
import { type Scalar, type Tensor, tf } from "../engine/mod.ts";
import { packTexts } from "../text/mod.ts";
import { architectures } from "./architectures.ts";
import type { EncoderConfig, ModelType } from "./config.ts";
import { parseEncoderConfig } from "./config_file.ts";
import { loadEncoder } from "./encoder.ts";
import { hiddenStates, weightShapes } from "./model.ts";
import { makeWeights, type Weights } from "./weights.ts";
import { planBatch } from "./plan.ts";
import { pool, poolerShapes } from "./pooling.ts";

interface Golden {
  config: Record<string, unknown>;
  weights: Record<string, number[]>;
  shapes: Record<string, number[]>;
  texts: number[][];
  /** Of each text, `[length, D]`. */
  hidden: number[][];
  /** What the embeddings are multiplied with before they are summed; `[B, D]`. */
  coefficients: number[];
  gradients: Record<"mean" | "cls" | "pooler", Record<string, number[]>>;
}

interface Model {
  golden: Golden;
  config: EncoderConfig;
  weights: Weights;
}

// Made with PyTorch and transformers by goldens/encoder.py; versions and seed are in the files.
const goldenOf = async (name: string) =>
  JSON.parse(await readFile(new URL(`../../goldens/${name}.json`, import.meta.url), "utf8"));

const models = new Map<ModelType, Model>();
for (const { type } of architectures) {
  const golden: Golden = await goldenOf(`encoder_${type}`);
  const config = parseEncoderConfig(golden.config, type);
  const weights = makeWeights(
    new Map([...weightShapes(config), ...poolerShapes(config.hidden_size)]),
    (name) => Float32Array.from(golden.weights[name]),
  );
  models.set(type, { golden, config, weights });
}

function pack(texts: number[][]): TokenBatch {
  const offsets = new Int32Array(texts.length + 1);
  texts.forEach((text, i) => offsets[i + 1] = offsets[i] + text.length);
  return { ids: Int32Array.from(texts.flat()), offsets };
}

function largestDifference(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  assert.equal(found.length, expected.length);
  let largest = 0;
  for (let i = 0; i < found.length; i++) largest = Math.max(largest, Math.abs(found[i] - expected[i]));
  return largest;
}

/** The hidden states of each text, in the order of the texts. */
function statesByText({ config, weights }: Model, texts: number[][]): Float32Array[] {
  const plan = planBatch(pack(texts));
  const hidden = tf.tidy(() => hiddenStates(plan, weights, config).dataSync() as Float32Array);
  return texts.map((_, text) => {
    const place = plan.restore[text];
    const [start, end] = plan.starts.subarray(place, place + 2);
    return hidden.subarray(start * config.hidden_size, end * config.hidden_size);
  });
}

for (const [type, model] of models) {
  const { golden, config, weights } = model;

  Deno.test(`${type}: names and shapes are those of transformers`, () => {
    const shapes = new Map([...weightShapes(config), ...poolerShapes(config.hidden_size)]);
    assert.deepEqual(Object.fromEntries(shapes), golden.shapes);
  });

  Deno.test(`${type}: last hidden states equal those of transformers, padded there and packed here`, () => {
    statesByText(model, golden.texts).forEach((states, text) => {
      assert.ok(largestDifference(states, golden.hidden[text]) < 1e-5, `text ${text}`);
    });
  });

  Deno.test(`${type}: a text's states do not depend on the texts beside it`, () => {
    const together = statesByText(model, golden.texts);
    golden.texts.forEach((text, i) => {
      assert.ok(largestDifference(together[i], statesByText(model, [text])[0]) < 1e-5, `text ${i}`);
    });
  });

  for (const pooling of ["mean", "cls", "pooler"] as const) {
    Deno.test(`${type}: gradients of every parameter equal PyTorch's under ${pooling} pooling`, () => {
      const expected = golden.gradients[pooling];
      const trained = [...weights].filter(([name]) => pooling === "pooler" || !name.startsWith("pooler."));
      const before = tf.memory().numTensors;
      const { value, grads } = tf.variableGrads(() => {
        const plan = planBatch(pack(golden.texts));
        const pooled = pool(hiddenStates(plan, weights, config), plan, pooling, weights);
        return tf.sum(tf.mul(pooled, tf.tensor2d(golden.coefficients, pooled.shape))) as Scalar;
      }, trained.map(([, weight]) => weight));
      for (const [name, variable] of trained) {
        const gradient = grads[variable.name].dataSync();
        // A key's bias cancels in softmax: its gradient is only rounding error. Hence the floor.
        const scale = Math.max(...expected[name].map(Math.abs), 2e-2);
        assert.ok(largestDifference(gradient, expected[name]) < 1e-4 * scale, name);
      }
      tf.dispose([value, grads as unknown as Tensor[]]);
      assert.equal(tf.memory().numTensors, before, "tensors left behind");
    });
  }
}

Deno.test("a batch of texts of one length needs no padding, and one of many lengths few groups", () => {
  const even = planBatch(pack([[1, 2, 3], [4, 5, 6]]));
  assert.equal(even.groups.length, 1);
  assert.equal(even.unpadded, undefined);
  const odd = planBatch(pack([5, 3, 9, 3, 1, 8, 12].map((length) => Array(length).fill(2))));
  assert.equal(odd.groups.length, 1);
  assert.equal(odd.groups[0].length, 12);
  assert.deepEqual([...odd.restore].sort(), [0, 1, 2, 3, 4, 5, 6]);
});

Deno.test("a batch without texts or with an empty one is refused", () => {
  assert.throws(() => planBatch({ ids: new Int32Array(0), offsets: new Int32Array(1) }), /at least one text/);
  assert.throws(() => planBatch(pack([[1], []])), /text 1 has none/);
});

Deno.test("the gradient of the hidden states agrees with finite differences", () => {
  const { config, weights } = models.get("mpnet")!;
  const plan = planBatch(pack([[3, 14, 4], [11, 5]]));
  const value = () => tf.sum(tf.sin(hiddenStates(plan, weights, config))) as Scalar;
  for (const name of ["encoder.layer.0.attention.attn.k.weight", "encoder.relative_attention_bias.weight"]) {
    const variable = weights.get(name)!;
    const { grads } = tf.variableGrads(value, [variable]);
    const gradient = grads[variable.name].dataSync();
    const start = variable.dataSync().slice();
    const at = (i: number, step: number) => {
      const moved = start.slice();
      moved[i] += step;
      variable.assign(tf.tensor(moved, variable.shape));
      return tf.tidy(() => value().dataSync()[0]);
    };
    for (const i of [0, 5, 52]) {
      const difference = (at(i, 1e-2) - at(i, -1e-2)) / 2e-2;
      assert.ok(
        Math.abs(difference - gradient[i]) < 1e-3 + 0.02 * Math.abs(gradient[i]),
        `${name} ${i}: ${difference} ${gradient[i]}`,
      );
    }
    variable.assign(tf.tensor(start, variable.shape));
  }
});

for (
  const { name, id, golden } of [
    { name: "minilm", id: "all-MiniLM-L6-v2", golden: "encoder" },
    { name: "mpnet", id: "all-mpnet-base-v2", golden: "encoder_all_mpnet" },
  ]
) {
  const found = [mirrorFolder(), inCache("downloads")]
    .map((folder) => `${folder}/sentence-transformers/${id}`)
    .find((folder) => existsSync(`${folder}/model.safetensors`));
  const missing = found ? "" : " (skipped: its weights are not in the cache; loadEncoder fetches them)";

  Deno.test({
    name: `${name}'s states and their means equal those of transformers${missing}`,
    ignore: !found,
    fn: async () => {
      const encoder = await loadEncoder(found!);
      const { sentences, maxLength, meanPooled, lastToken } = await goldenOf(golden);
      const batch = packTexts(encoder.tokenizer, sentences, { maxLength });
      const embedded = tf.tidy(() => encoder.encode(batch).arraySync() as number[][]);
      sentences.forEach((sentence: string, i: number) => {
        const ids = [...batch.ids.subarray(batch.offsets[i], batch.offsets[i + 1])];
        const [states] = statesByText({ ...encoder, golden: undefined! }, [ids]);
        assert.ok(
          largestDifference(states.subarray(-encoder.width), lastToken[i]) < 1e-5,
          sentence.slice(0, 60),
        );
        assert.ok(largestDifference(embedded[i], meanPooled[i]) < 1e-5, sentence.slice(0, 60));
      });
      encoder.dispose();
    },
  });
}
