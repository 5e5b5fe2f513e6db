import assert from "node:assert/strict";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readSplit } from "./split.ts";

Deno.test("a split has its judged queries, in the order of the file, and all passages; judged passages that it lacks are told", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "split-"));
  const lines = (ids: string[]) => ids.map((id) => `{"_id":"${id}","text":"text of ${id}"}\n`).join("");
  await mkdir(path.join(folder, "qrels"));
  await writeFile(path.join(folder, "corpus.jsonl"), lines(["p1", "p2"]));
  await writeFile(path.join(folder, "queries.jsonl"), lines(["q1", "q2", "q3"]));
  const qrels = "query-id\tcorpus-id\tscore\nq3\tp1\t1\nq1\tp2\t1\n";
  await writeFile(path.join(folder, "qrels", "dev.tsv"), qrels);
  const { passages, queries, notes } = await readSplit(folder, "dev");
  assert.deepEqual(passages.ids, ["p1", "p2"]);
  assert.deepEqual(queries, { ids: ["q1", "q3"], texts: ["text of q1", "text of q3"] });
  assert.deepEqual(notes, []);
  await writeFile(path.join(folder, "qrels", "dev.tsv"), `${qrels}q1\tp8\t0\nq1\tp9\t1\nq3\tp8\t1\n`);
  const [note, ...others] = (await readSplit(folder, "dev")).notes;
  assert.match(
    note,
    /dev\.tsv judges 2 passages that the corpus lacks, such as "p8": no ranking can have them/,
  );
  assert.deepEqual(others, []);
});

Deno.test("a split that does not exist is refused with those that do", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "split-"));
  const refused = (message: RegExp) =>
    assert.rejects(readSplit(folder, "tset"), { name: "UserError", message });
  await refused(/a split of .* \(there is none\) but found "tset"/);
  await mkdir(path.join(folder, "qrels"));
  for (const name of ["train.tsv", "test.tsv", "notes.txt"]) {
    await writeFile(path.join(folder, "qrels", name), "");
  }
  await refused(/\(test, train\) but found "tset": there is no .*tset\.tsv\. Did you mean "test"\?/);
});
