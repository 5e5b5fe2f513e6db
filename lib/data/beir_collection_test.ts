import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readBeirCollection } from "./beir_collection.ts";
import { openCollection } from "./open_collection.ts";

async function folderWith(qrels: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "beir-"));
  const lines = (ids: string[]) => ids.map((_id) => JSON.stringify({ _id, text: `text ${_id}` })).join("\n");
  await writeFile(path.join(folder, "corpus.jsonl"), lines(["a", "b", "c"]));
  await writeFile(path.join(folder, "queries.jsonl"), lines(["q1", "q2", "q3", "q4"]));
  await mkdir(path.join(folder, "qrels"));
  for (const [name, rows] of Object.entries(qrels)) {
    await writeFile(path.join(folder, "qrels", name), `query-id\tcorpus-id\tscore\n${rows}`);
  }
  return folder;
}

Deno.test("splits are read from their files; what is unknown or not relevant is counted", async () => {
  const folder = await folderWith({
    "train.tsv": "q1\ta\t1\nq2\tb\t1\nq2\tnowhere\t1\n",
    "validation.tsv": "q3\tc\t2\nstranger\ta\t1\n",
    "test.tsv": "q2\tc\t1\nq4\ta\t0\n",
  });
  try {
    const found = await readBeirCollection(folder);
    const { collection } = found;
    assert.equal(collection.name, path.basename(folder));
    assert.deepEqual(collection.passages.texts, ["text a", "text b", "text c"]);
    const ids = (split: Int32Array) => Array.from(split, (query) => collection.queries.ids[query]);
    assert.deepEqual(ids(collection.split.train), ["q1"], "q2 is tested, so it is not trained on");
    assert.deepEqual(ids(collection.split.dev), ["q3"]);
    assert.deepEqual(ids(collection.split.test), ["q2"]);
    assert.deepEqual([...collection.qrels.get("q2")!], [["c", 1]]);
    assert.deepEqual(found.unknownQueries, { train: [], dev: ["stranger"], test: [] });
    assert.deepEqual(found.inLaterSplit, { train: ["q2"], dev: [], test: [] });
    assert.deepEqual(found.withoutRelevant, { train: [], dev: [], test: ["q4"] });
  } finally {
    await rm(folder, { recursive: true });
  }
});

Deno.test("a test query without a relevant passage is not trained on either", async () => {
  const folder = await folderWith({
    "train.tsv": "q1\ta\t1\nq2\tb\t1\n",
    "test.tsv": "q2\tb\t0\nq3\tc\t1\n",
  });
  try {
    const { collection } = await readBeirCollection(folder);
    assert.deepEqual(Array.from(collection.split.train, (query) => collection.queries.ids[query]), ["q1"]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

Deno.test("a judged passage that the corpus lacks is named and left out, and a query that has no other", async () => {
  const folder = await folderWith({
    "test.tsv": "q1\ta\t1\nq1\tnowhere\t1\n",
    "train.tsv": "q2\tb\t1\nq3\tgone\t1\n",
  });
  try {
    const { collection, unknownPassages } = await readBeirCollection(folder);
    assert.deepEqual(unknownPassages, { train: ["gone"], dev: [], test: ["nowhere"] });
    assert.deepEqual([...collection.qrels.get("q1")!], [["a", 1]]);
    assert.deepEqual(Array.from(collection.split.train, (query) => collection.queries.ids[query]), ["q2"]);
    assert.deepEqual((await openCollection(folder)).notes, [
      'train: left out 1 judgement of a passage that corpus.jsonl lacks, such as "gone".',
      'test: left out 1 judgement of a passage that corpus.jsonl lacks, such as "nowhere".',
      'train: left out 1 judged query without a relevant passage, such as "q3".',
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

Deno.test("a folder without judgements, and one whose ids meet nothing, are one clear message each", async () => {
  const empty = await folderWith({ "other.tsv": "q1\ta\t1\n" });
  const foreign = await folderWith({ "test.tsv": "x\ty\t1\n" });
  try {
    await assert.rejects(readBeirCollection(empty), /BEIR's layout .* but found other\.tsv/);
    await assert.rejects(readBeirCollection(foreign), /judged query with a relevant passage/);
  } finally {
    for (const folder of [empty, foreign]) await rm(folder, { recursive: true });
  }
});
