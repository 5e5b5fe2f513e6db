import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { type Encoder, loadEncoder } from "../encoders/mod.ts";
import { cachedEmbeddings, type EmbedOptions } from "./cached_embeddings.ts";

Deno.test("embeddings of other ids, texts, lengths, prompts or another similarity do not share a cache", () =>
  inTemporaryFolder(async (cache) => {
    const encoder = await loadEncoder("tiny");
    const texts = { ids: ["a", "b"], texts: ["a red fox", "two hens"] };
    const prompted: Encoder = { ...encoder, prompts: { query: "find: ", passage: "", other: "" } };
    const cases: [Encoder, { ids: string[]; texts: string[] }, Partial<EmbedOptions>][] = [
      [encoder, texts, {}],
      [encoder, { ...texts, ids: ["a\nb", "c"] }, {}],
      [encoder, { ...texts, ids: ["a", "b\nc"] }, {}],
      [encoder, { ...texts, texts: ["two hens", "a red fox"] }, {}],
      [encoder, texts, { maxLength: 4 }],
      [prompted, texts, { as: "query" }],
      [{ ...encoder, similarity: "dot" }, texts, {}],
    ];
    for (let time = 0; time < 2; time++) {
      for (const [user, some, options] of cases) {
        const [{ ids }] = await Array.fromAsync(cachedEmbeddings(user, some, { maxLength: 16, ...options }));
        assert.deepEqual(ids, some.ids);
      }
      assert.equal((await readdir(path.join(cache, "embeddings"))).length, cases.length);
    }
    encoder.dispose();
  }, { variable: "KIT_CACHE" }));
