import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { UserError } from "../../base/mod.ts";
import { buildBM25 } from "./bm25.ts";
import { loadBM25, saveBM25 } from "./index_file.ts";

const texts = ["The red fox ran", "a red hën", "grey hens were running", "", "fox fox fox"];
const saved = async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "bm25-"));
  const file = path.join(folder, "made", "index.bm25");
  const bm25 = buildBM25(texts, { variant: "bm25+", delta: 1, stemmer: "porter", stopWords: "english" });
  await saveBM25(file, bm25);
  return { file, bm25 };
};

for (const map of [true, false]) {
  const name = `an index that is ${
    map ? "mapped" : "read"
  } is the saved one, options included, and finds the same`;
  // What is not mapped stays open until the process ends.
  Deno.test({ name, sanitizeResources: map }, async () => {
    const { file, bm25 } = await saved();
    const loaded = await loadBM25(file, { map });
    assert.deepEqual(loaded.index, bm25.index);
    for (const query of ["the runs of a hen", "fox fox", "hën"]) {
      assert.deepEqual(loaded.search(query, 3), bm25.search(query, 3));
    }
    assert.deepEqual(await readdir(path.dirname(file)), ["index.bm25"]);
  });
}

Deno.test("an index of passages without words can be loaded", async () => {
  const file = path.join(await mkdtemp(path.join(tmpdir(), "bm25-")), "index.bm25");
  await saveBM25(file, buildBM25(["", "!"]));
  assert.equal((await loadBM25(file)).search("fox", 3).positions.length, 0);
});

Deno.test("an index that is missing, truncated anywhere, or damaged is one clear message", async () => {
  const says = (file: string, pattern: RegExp) =>
    assert.rejects(loadBM25(file), (error: Error) => {
      assert.ok(error instanceof UserError, error.stack);
      assert.match(error.message, pattern);
      return true;
    });
  const { file } = await saved();
  await says(`${file}.none`, /Expected a BM25 index at .*\.none but could not read it/);
  const whole = await readFile(file);
  for (const bytes of [0, 5, 10, 12, 40, whole.length - 1]) {
    await truncate(file, bytes);
    await says(file, /truncated, damaged or another version's: delete it/);
    await writeFile(file, whole);
  }
  const damaged = Uint8Array.from(whole);
  damaged[damaged.length - 3] ^= 1;
  await writeFile(file, damaged);
  await says(file, /Expected checksum \d+ of the terms but found \d+/);
  await writeFile(file, whole.toString("latin1").replace("BM25 v3", "BM25 v2"), "latin1");
  await says(file, /starts with "BM25 v3\\n", but found "BM25 v2\\n" .* another version's/);
});
