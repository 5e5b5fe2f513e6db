import assert from "node:assert/strict";
import { mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeArrow } from "./arrow.ts";
import {
  type Embeddings,
  embeddingsMetadata,
  joinEmbeddings,
  readEmbeddings,
  writeEmbeddings,
} from "./embeddings.ts";

const folder = await mkdtemp(path.join(tmpdir(), "embeddings-"));
const at = (name: string) => path.join(folder, name);
const parts: Embeddings[] = [
  { ids: ["a", "ä 😀", ""], vectors: Float32Array.of(1, 2, 3, 4, 5, 6), width: 2 },
  { ids: ["b"], vectors: Float32Array.of(-0, NaN), width: 2 },
];

async function read(file: string): Promise<Embeddings[]> {
  const batches: Embeddings[] = [];
  for await (const batch of readEmbeddings(file)) batches.push(batch);
  return batches;
}

Deno.test("embeddings come back as they were written", async () => {
  await writeEmbeddings(at("one.arrow"), parts[0]);
  assert.deepEqual(await read(at("one.arrow")), [parts[0]]);
});

Deno.test("joined files come back in order, and leave nothing else behind", async () => {
  const files = [at("0.arrow"), at("1.arrow")];
  for (let i = 0; i < 2; i++) await writeEmbeddings(files[i], parts[i]);
  await joinEmbeddings(at("joined/all.arrow"), [...files, files[0]], { key: "x" });
  assert.deepEqual(await embeddingsMetadata(at("joined/all.arrow")), { key: "x" });
  assert.equal(await embeddingsMetadata(at("joined/none.arrow")), undefined);
  assert.deepEqual(await read(at("joined/all.arrow")), [...parts, parts[0]]);
  assert.deepEqual(await readdir(at("joined")), ["all.arrow"]);
});

Deno.test("a file without embeddings is refused", async () => {
  await writeArrow(at("other.arrow"), { id: ["a"], score: Float64Array.of(1) });
  await assert.rejects(
    read(at("other.arrow")),
    /columns id and embedding, .* found id: Utf8, score: Float64/,
  );
  await assert.rejects(read(at("none.arrow")), /no such file\. `deno task encode`/);
  await writeFile(at("text.arrow"), "no Arrow file at all");
  await assert.rejects(read(at("text.arrow")));
});
