import assert from "node:assert/strict";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { generator, UserError } from "../base/mod.ts";
import { writeArrow } from "../data/mod.ts";
import { denseSearch, denseSearchBlocks } from "./dense.ts";
import { readEmbeddings, writeEmbeddings } from "./embeddings.ts";

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

Deno.test("a file that is missing, cut short or of other columns is one clear message", async () => {
  const file = await temporary("some.arrow");
  const says = (file: string, pattern: RegExp) =>
    assert.rejects(Array.fromAsync(readEmbeddings(file)), (error: Error) => {
      assert.ok(error instanceof UserError, error.stack);
      assert.match(error.message, pattern);
      return true;
    });
  await says(file, /Expected embeddings at .* but could not read it/);
  await writeEmbeddings(file, { ids: ["a"], vectors: Float32Array.of(1, 2), width: 2 });
  const whole = await readFile(file);
  for (const bytes of [0, 3, 100, whole.length - 1]) {
    await writeFile(file, whole.subarray(0, bytes));
    await says(file, /bytes without Arrow's last mark in .*truncated/);
  }
  await writeArrow(file, { id: ["a"], embedding: Float32Array.of(1) });
  await says(file, /but found columns id \(Utf8\), embedding \(Float32\) in/);
});

Deno.test("no passages in any block is one clear message", async () => {
  await assert.rejects(
    denseSearchBlocks(Float32Array.of(1), [], { width: 1, k: 3 }),
    /Expected passages to search but found none/,
  );
});
