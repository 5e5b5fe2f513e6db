import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { UserError } from "../base/mod.ts";
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

Deno.test("a file that is missing, truncated or of other columns is one clear message", async () => {
  const says = (file: string, pattern: RegExp) =>
    assert.rejects(read(file), (error: Error) => {
      assert.ok(error instanceof UserError, error.stack);
      assert.match(error.message, pattern);
      return true;
    });
  await says(at("none.arrow"), /Expected embeddings at .* but could not read it/);
  await writeEmbeddings(at("whole.arrow"), parts[0]);
  const whole = await readFile(at("whole.arrow"));
  for (const bytes of [0, 3, 100, whole.length - 1]) {
    await writeFile(at("cut.arrow"), whole.subarray(0, bytes));
    await says(at("cut.arrow"), /bytes without Arrow's last mark in .*truncated/);
  }
  await writeArrow(at("other.arrow"), { id: ["a"], embedding: Float32Array.of(1) });
  await says(at("other.arrow"), /but found columns id \(Utf8\), embedding \(Float32\) in/);
});
