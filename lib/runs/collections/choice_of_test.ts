import assert from "node:assert/strict";
import { inTemporaryFolder } from "../../base/folder_for_tests.ts";
import { choiceOf } from "./choice_of.ts";

const text = (id: string) => `{"_id":"${id}","text":"text of ${id}"}\n`;

Deno.test("what of a folder's judgements cannot be used is said when a study names the folder", async () => {
  const { warn } = console;
  const said: string[] = [];
  console.warn = (line: string) => said.push(line);
  try {
    await inTemporaryFolder(async (folder) => {
      const { name } = await choiceOf(folder);
      assert.ok(folder.endsWith(name));
      assert.deepEqual(said, [
        `${folder}: test: left out 1 judgement of a passage that corpus.jsonl lacks, such as "gone".`,
      ]);
    }, {
      files: {
        "corpus.jsonl": text("p1") + text("p2"),
        "queries.jsonl": ["q1", "q2", "q3", "q4"].map(text).join(""),
        "qrels/train.tsv": "query-id\tcorpus-id\tscore\nq1\tp1\t1\nq2\tp2\t1\nq3\tp1\t1\n",
        "qrels/test.tsv": "query-id\tcorpus-id\tscore\nq4\tp1\t1\nq4\tgone\t1\n",
      },
    });
  } finally {
    console.warn = warn;
  }
});
