import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { loadEncoder } from "../encoders/mod.ts";
import { cachedEmbeddings, type EmbedOptions } from "./cached_embeddings.ts";

const encoder = await loadEncoder("tiny");
// The shortest texts come first: half of the texts are a small part of the work.
const texts = Array.from(
  { length: 600 },
  (_, i) => i < 300 ? "a cat" : "a long text about a dog ".repeat(12),
);
const collection = { ids: texts.map((_, i) => `${i}`), texts };

async function embed(options: Partial<EmbedOptions> = {}): Promise<number[]> {
  const values: number[] = [];
  for await (const part of cachedEmbeddings(encoder, collection, { maxLength: 200, ...options })) {
    values.push(...part.vectors);
  }
  return values;
}

Deno.test("a search that is killed in the middle of a part goes on behind what was kept, with the same result", () =>
  inTemporaryFolder(async (cache) => {
    const killed = embed({
      keepEvery: 0,
      onProgress: ({ share }) => {
        if (share > 0.5) throw new Error("killed");
      },
    });
    await assert.rejects(killed, /killed/);
    const kept = await readdir(path.join(cache, "embeddings"));
    assert.ok(kept.length > 0 && kept.every((name) => name.includes(".from-")), kept.join());
    let counts: number[] = [];
    const resumed = await embed({ onProgress: ({ share, found }, texts) => counts = [share, found, texts] });
    const [share, found, foundTexts] = counts;
    assert.equal(share, 1);
    assert.ok(foundTexts >= 300, "all short texts were kept");
    assert.ok(found < 0.6, `of the work less than of the texts: ${found}`);
    assert.ok((await readdir(path.join(cache, "embeddings"))).every((name) => !name.includes(".from-")));
    await inTemporaryFolder(async () => assert.deepEqual(resumed, await embed()), { variable: "KIT_CACHE" });
  }, { variable: "KIT_CACHE" }));
