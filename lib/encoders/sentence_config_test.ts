import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { inProject, UserError } from "../base/mod.ts";
import goldenFile from "../../goldens/sentence_transformers.json" with { type: "json" };
import { encodeTexts } from "./encode_texts.ts";
import { loadEncoder } from "./encoder.ts";
import { saveEncoder } from "./save.ts";

interface Golden {
  texts: string[];
  moved: string[];
  cases: Record<string, {
    files: Record<string, unknown>;
    maxLength: number;
    query: number[][];
    passage: number[][];
    other: number[][];
    /** Of the first query with each passage. */
    similarity: number[];
  }>;
}
// Made with sentence-transformers by goldens/sentence_transformers.py.
const golden: Golden = goldenFile;

/** A copy of `tiny` with further files, or others in their place. */
async function tinyWith(
  files: Record<string, unknown>,
  run: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "sentence-"));
  try {
    await cp(inProject("data", "tiny"), folder, { recursive: true });
    for (const [name, value] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), JSON.stringify(value));
    }
    await run(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const prompts = {
  "config_sentence_transformers.json": {
    prompts: { query: "query: ", document: "passage: ", title: "about " },
    default_prompt_name: "title",
    similarity_fn_name: "dot",
  },
  "sentence_bert_config.json": { max_seq_length: 17, do_lower_case: true },
};

for (const [name, expected] of Object.entries(golden.cases)) {
  Deno.test(`as in sentence-transformers: ${name}`, () =>
    tinyWith(expected.files, async (folder) => {
      if (existsSync(path.join(folder, "0_Transformer"))) {
        for (const file of golden.moved) {
          await rename(path.join(folder, file), path.join(folder, "0_Transformer", file));
        }
      }
      const encoder = await loadEncoder(folder);
      assert.equal(encoder.maxLength, expected.maxLength);
      const embed = (as: "query" | "passage" | "other") =>
        encodeTexts(encoder, golden.texts, { maxLength: encoder.maxLength, normalize: false, as });
      const found = {
        query: await embed("query"),
        passage: await embed("passage"),
        other: await embed("other"),
      };
      for (const as of ["query", "passage", "other"] as const) {
        const values = expected[as].flat();
        found[as].forEach((value, i) =>
          assert.ok(Math.abs(value - values[i]) < 2e-5, `${as}, value ${i}: ${value}`)
        );
      }
      const { width } = encoder;
      const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i], 0);
      const first = found.query.subarray(0, width);
      expected.similarity.forEach((similarity, i) => {
        const other = found.passage.subarray(i * width, (i + 1) * width);
        const length = encoder.similarity === "dot" ? 1 : Math.sqrt(dot(first, first) * dot(other, other));
        assert.ok(
          Math.abs(dot(first, other) / length - similarity) < 1e-4 * Math.max(1, Math.abs(similarity)),
        );
      });
      encoder.dispose();
    }));
}

Deno.test("prompts, similarity, length and lower-casing are those of the folder", () =>
  tinyWith(prompts, async (folder) => {
    const encoder = await loadEncoder(folder), plain = await loadEncoder("tiny");
    assert.deepEqual(encoder.prompts, { query: "query: ", passage: "passage: ", other: "about " });
    assert.equal(encoder.similarity, "dot");
    assert.equal(encoder.maxLength, 17);
    assert.equal(encoder.positions, plain.maxLength);
    for (
      const [as, text] of [["query", "query: a cat"], ["passage", "passage: a cat"], [
        "other",
        "about a cat",
      ]] as const
    ) {
      assert.deepEqual(
        await encodeTexts(encoder, ["A Cat"], { maxLength: 17, as }),
        await encodeTexts(plain, [text], { maxLength: 17 }),
        as,
      );
    }
    encoder.dispose();
    plain.dispose();
  }));

Deno.test("each can be overridden", () =>
  tinyWith(prompts, async (folder) => {
    const encoder = await loadEncoder(folder, {
      prompts: { query: "", passage: "text: " },
      similarity: "cosine",
      maxLength: 30,
    });
    assert.deepEqual(encoder.prompts, { query: "", passage: "text: ", other: "about " });
    assert.equal(encoder.similarity, "cosine");
    assert.equal(encoder.maxLength, 30);
    encoder.dispose();
  }));

Deno.test("what is saved is loaded with the same prompts, similarity and length", () =>
  tinyWith(prompts, async (folder) => {
    const encoder = await loadEncoder(folder);
    const copy = path.join(folder, "copy");
    await saveEncoder(encoder, copy);
    const again = await loadEncoder(copy);
    for (const field of ["prompts", "similarity", "maxLength", "lowerCase"] as const) {
      assert.deepEqual(again[field], encoder[field], field);
    }
    encoder.dispose();
    again.dispose();
  }));

Deno.test("an older layout with the transformer in a folder of its own is read", () =>
  tinyWith({
    "modules.json": [
      { idx: 0, path: "0_Transformer", type: "sentence_transformers.models.Transformer" },
      { idx: 1, path: "1_Pooling", type: "sentence_transformers.models.Pooling" },
    ],
    "0_Transformer/sentence_roberta_config.json": { max_seq_length: 21 },
  }, async (folder) => {
    for (
      const name of [
        "config.json",
        "model.safetensors",
        "tokenizer.json",
        "tokenizer_config.json",
        "vocab.txt",
      ]
    ) {
      await rename(path.join(folder, name), path.join(folder, "0_Transformer", name));
    }
    const encoder = await loadEncoder(folder), plain = await loadEncoder("tiny");
    assert.equal(encoder.maxLength, 21);
    assert.deepEqual(
      await encodeTexts(encoder, ["a cat"], { maxLength: 9 }),
      await encodeTexts(plain, ["a cat"], { maxLength: 9 }),
    );
    encoder.dispose();
    plain.dispose();
  }));

Deno.test("the first layers of an encoder are an encoder, which is saved as such", () =>
  tinyWith({}, async (folder) => {
    const whole = await loadEncoder(folder), one = await loadEncoder(folder, { layers: 1 });
    assert.equal(one.config.num_hidden_layers, 1);
    assert.match(one.name, /, 1 layer$/);
    assert.ok(one.parameters < whole.parameters);
    await saveEncoder(one, path.join(folder, "copy"));
    const again = await loadEncoder(path.join(folder, "copy"));
    assert.deepEqual(
      await encodeTexts(again, ["a cat"], { maxLength: 9 }),
      await encodeTexts(one, ["a cat"], { maxLength: 9 }),
    );
    for (const encoder of [whole, one, again]) encoder.dispose();
    await assert.rejects(loadEncoder(folder, { layers: 3 }), /layers to be an integer from 1 to 2.*found 3/);
  }));

Deno.test("what is not implemented, or malformed, is refused by name", async () => {
  const refused = (files: Record<string, unknown>, message: RegExp) =>
    tinyWith(
      files,
      (folder) =>
        assert.rejects(loadEncoder(folder), (error: Error) =>
          error instanceof UserError && message.test(error.message)),
    );
  const config = "config_sentence_transformers.json";
  await refused(
    { [config]: { similarity_fn_name: "manhattan" } },
    /one of cosine, dot but found "manhattan" in .*option similarity/,
  );
  await refused({ [config]: { prompts: { query: 3 } } }, /prompts to be texts but found 3/);
  await refused(
    { [config]: { prompts: { a: "" }, default_prompt_name: "b" } },
    /default_prompt_name to be one of a but found "b"/,
  );
  await refused(
    { "sentence_bert_config.json": { max_seq_length: 1 } },
    /max_seq_length to be an integer of at least 2/,
  );
  await refused({
    [config]: { prompts: { query: "query: " } },
    "1_Pooling/config.json": { pooling_mode_mean_tokens: true, include_prompt: false },
  }, /include_prompt false in .*empty prompts/);
});
