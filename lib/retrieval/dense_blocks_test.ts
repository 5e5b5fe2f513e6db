import assert from "node:assert/strict";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { generator } from "../base/mod.ts";
import { readEmbeddings, writeEmbeddings } from "../data/mod.ts";
import { denseSearch, denseSearchBlocks } from "./dense.ts";

const temporary = async (name: string) => path.join(await mkdtemp(path.join(tmpdir(), "embeddings-")), name);

Deno.test("a search over a file's batches finds what a search over all vectors finds", async () => {
  const random = generator(1), width = 6, count = 203;
  // Whole numbers: sums are exact, and there are ties.
  const draw = (n: number) => Float32Array.from({ length: n * width }, () => random.below(5) - 2);
  const vectors = draw(count), queries = draw(11);
  const ids = Array.from({ length: count }, (_, i) => `p${i}`);
  const file = await temporary("some.arrow");
  await writeEmbeddings(file, { ids, vectors, width }, { batch: 64 });
  const read: string[] = [];
  async function* blocks() {
    for await (const batch of readEmbeddings(file)) {
      assert.equal(batch.width, width);
      read.push(...batch.ids);
      yield batch.vectors;
    }
  }
  for (const k of [1, 10, 150, 500]) {
    assert.deepEqual(
      await denseSearchBlocks(queries, blocks(), { width, k, queryBatch: 4 }),
      denseSearch(queries, vectors, { width, k }),
    );
  }
  assert.deepEqual(read.slice(0, count), ids);
});

Deno.test("no passages in any block is one clear message", async () => {
  await assert.rejects(
    denseSearchBlocks(Float32Array.of(1), [], { width: 1, k: 3 }),
    /Expected passages to search but found none/,
  );
});
