import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { generator, inProject, UserError } from "../base/mod.ts";
import { tf } from "../engine/mod.ts";
import { packTexts, specialTokens, wordPiece, writeTokenizer } from "../text/mod.ts";
import { weightShapes } from "./model.ts";
import { makeWeights } from "./weights.ts";
import { smallConfig } from "./config_for_tests.ts";
import { encodeTexts } from "./encode_texts.ts";
import { type Encoder, loadEncoder, makeEncoder } from "./encoder.ts";
import { readSafetensors } from "./safetensors.ts";
import { writeSafetensors } from "./safetensors_write.ts";
import { saveEncoder } from "./save.ts";

const CONFIG = smallConfig({ vocab_size: 9, num_hidden_layers: 1, max_position_embeddings: 12 });
const TEXTS = ["a b c d", "", "d", "a a a b b b c", "b c"];

function small(pooling: Encoder["pooling"] = "cls"): Encoder {
  const random = generator(1);
  const weights = makeWeights(
    weightShapes(CONFIG),
    (_, size) => Float32Array.from({ length: size }, () => random.normal()),
  );
  const tokenizer = wordPiece([...specialTokens, "a", "b", "c", "d"]);
  return makeEncoder({ name: "small", config: CONFIG, tokenizer, pooling, weights });
}

function saved(use: (folder: string, encoder: Encoder) => Promise<void>): Promise<void> {
  return inTemporaryFolder(async (folder) => {
    const encoder = small();
    try {
      await saveEncoder(encoder, folder);
      await use(folder, encoder);
    } finally {
      encoder.dispose();
    }
  });
}

const refused = (expected: RegExp) => (error: Error) =>
  error instanceof UserError && expected.test(error.message);

Deno.test("a saved encoder loads with the same weights, tokenizer and pooling", async () => {
  await saved(async (folder, encoder) => {
    const loaded = await loadEncoder(folder);
    assert.equal(loaded.pooling, "cls");
    assert.equal(loaded.parameters, encoder.parameters);
    assert.deepEqual(loaded.tokenizer.vocabulary, encoder.tokenizer.vocabulary);
    for (const [name, weight] of encoder.weights) {
      assert.deepEqual(loaded.weights.get(name)!.dataSync(), weight.dataSync(), name);
    }
    loaded.dispose();
  });
});

Deno.test("a saved pooler is loaded, and another pooling can be chosen", () =>
  saved(async (folder, base) => {
    await assert.rejects(
      loadEncoder(folder, { pooling: "pooler" }),
      refused(/pooler\.dense\.weight .* Give a poolerSeed/),
    );
    const pooled = await loadEncoder(folder, { pooling: "pooler", poolerSeed: 7 });
    assert.equal(pooled.parameters, base.parameters + 72);
    await saveEncoder(pooled, path.join(folder, "pooled"));
    const again = await loadEncoder(path.join(folder, "pooled"));
    assert.equal(again.pooling, "pooler");
    const batch = packTexts(base.tokenizer, TEXTS, { maxLength: 8 });
    const embeddings = (encoder: Encoder) => tf.tidy(() => encoder.encode(batch).dataSync());
    assert.deepEqual(embeddings(again), embeddings(pooled));
    assert.notDeepEqual(embeddings(again), embeddings(base));
    const cls = await loadEncoder(path.join(folder, "pooled"), { pooling: "cls" });
    assert.deepEqual(embeddings(cls), embeddings(base));
    for (const encoder of [pooled, again, cls]) encoder.dispose();
  }));

Deno.test("the weights of tiny, saved without a checksum, are the file that is shipped", () =>
  inTemporaryFolder(async (folder) => {
    const tiny = await loadEncoder("tiny");
    await saveEncoder(tiny, folder, { checksum: false });
    tiny.dispose();
    const [saved, shipped] = await Promise.all(
      [folder, inProject("data", "tiny")].map((at) => readFile(path.join(at, "model.safetensors"))),
    );
    assert.ok(saved.equals(shipped));
  }));

Deno.test("an id of the model hub is found in the mirror folder", () =>
  inTemporaryFolder(async (mirror) => {
    const encoder = small();
    await saveEncoder(encoder, path.join(mirror, "someone", "small"));
    const loaded = await loadEncoder("someone/small");
    assert.equal(loaded.name, "someone/small");
    assert.equal(loaded.maxLength, 12);
    loaded.dispose();
    encoder.dispose();
  }, { variable: "KIT_MIRROR" }));

Deno.test("a tokenizer with more pieces than the encoder has words is refused", async () => {
  await saved(async (folder) => {
    await writeTokenizer(folder, [...specialTokens, "a", "b", "c", "d", "e"]);
    await assert.rejects(loadEncoder(folder), refused(/at most 9 pieces.* but found 10/));
  });
});

Deno.test("embeddings have the order of the texts and length 1, whatever the batch", async () => {
  const encoder = small("mean");
  const before = tf.memory().numTensors;
  const vectors = await encodeTexts(encoder, TEXTS, { maxLength: 8, batchTokens: 7 });
  assert.equal(tf.memory().numTensors, before);
  const alone = TEXTS.map((text) =>
    tf.tidy(() => [...encoder.encode(packTexts(encoder.tokenizer, [text], { maxLength: 8 })).dataSync()])
  );
  alone.forEach((vector, i) => {
    const norm = Math.hypot(...vector);
    vector.forEach((value, j) => assert.ok(Math.abs(vectors[i * 8 + j] - value / norm) < 1e-5, `text ${i}`));
  });
  encoder.dispose();
});

Deno.test("weights that are not finite are noticed", async () => {
  const encoder = small();
  const gamma = encoder.weights.get("embeddings.LayerNorm.weight")!;
  gamma.assign(tf.fill([8], NaN));
  await assert.rejects(
    encodeTexts(encoder, TEXTS, { maxLength: 8 }),
    refused(/finite embeddings but text 0 has NaN/),
  );
  encoder.dispose();
});

Deno.test("a missing and a misshapen tensor are named", async () => {
  await saved(async (folder) => {
    const file = path.join(folder, "model.safetensors");
    const tensors = await readSafetensors(file);
    const name = "encoder.layer.0.output.dense.bias";
    const { dtype, bytes } = tensors.get(name)!;
    await writeSafetensors(file, new Map([...tensors, [name, { dtype, shape: [2, 4], bytes }]]));
    await assert.rejects(
      loadEncoder(folder),
      refused(/output\.dense\.bias of shape \[8\] but found \[2,4\]/),
    );
    tensors.delete(name);
    await writeSafetensors(file, tensors);
    await assert.rejects(
      loadEncoder(folder),
      refused(/output\.dense\.bias of shape \[8\] in .* but found none/),
    );
  });
});

Deno.test("an encoder that is not there, and one of another architecture, are refused", async () => {
  await assert.rejects(
    loadEncoder("nowhere"),
    refused(/minilm, minilm-1 to minilm-5, mpnet, tiny.*neither at "nowhere"/),
  );
  await saved(async (folder) => {
    const file = path.join(folder, "config.json");
    const config = JSON.parse(await readFile(file, "utf8"));
    await writeFile(file, JSON.stringify({ ...config, model_type: "t5" }));
    await assert.rejects(
      loadEncoder(folder),
      refused(/model_type to be one of bert, distilbert, roberta, mpnet but found "t5"/),
    );
    await writeFile(file, JSON.stringify({ ...config, hidden_act: "relu" }));
    await assert.rejects(loadEncoder(folder), refused(/hidden_act to be "gelu".* but found "relu"/));
    await writeFile(file, JSON.stringify({ ...config, num_attention_heads: 3 }));
    await assert.rejects(loadEncoder(folder), refused(/a multiple of num_attention_heads but found 8/));
    await writeFile(file, "{");
    await assert.rejects(loadEncoder(folder), refused(/config\.json but:/));
  });
});

Deno.test("a text longer than the encoder has positions for is refused", async () => {
  const encoder = small();
  await assert.rejects(
    encodeTexts(encoder, ["a ".repeat(40)], { maxLength: 40 }),
    refused(/12 tokens.*found.*40/),
  );
  encoder.dispose();
});

Deno.test("minilm-2 is the first two layers of minilm", async () => {
  const encoders = [await loadEncoder("minilm-2"), await loadEncoder("minilm", { layers: 2 })];
  try {
    const embedded = await Promise.all(
      encoders.map((encoder) => encodeTexts(encoder, ["cats are good pets"], { maxLength: 20 })),
    );
    assert.deepEqual(embedded[0], embedded[1]);
    assert.equal(encoders[0].name, "minilm-2");
    await assert.rejects(
      loadEncoder("minilm-2", { layers: 3 }),
      refused(/layers to be an integer from 1 to 2/),
    );
  } finally {
    encoders.forEach((encoder) => encoder.dispose());
  }
});
