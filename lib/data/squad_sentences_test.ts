import assert from "node:assert/strict";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { loadSquadSentences } from "./squad_sentences.ts";

const lines = (...pairs: string[][]) =>
  pairs.map(([id, query, passage]) => JSON.stringify({ id, query, passage })).join("\n") + "\n";

const files = {
  "dev.jsonl": lines(["d0", "who ?", "a ."], ["d1", "what ?", "a ."], ["d2", "where ?", "b ."]),
  "test.jsonl": lines(["t0", "when ?", "c ."], ["t1", "why ?", "b ."]),
};

Deno.test("each sentence is one passage, and the published test part is trained on", () =>
  inTemporaryFolder(async (folder) => {
    const { passages, queries, qrels, split } = await loadSquadSentences(folder);
    assert.deepEqual(passages, { ids: ["p0", "p1", "p2"], texts: ["a .", "b .", "c ."] });
    assert.deepEqual(queries.ids, ["d0", "d1", "d2", "t0", "t1"]);
    assert.deepEqual([...qrels.get("d1")!], [["p0", 1]]);
    assert.deepEqual([...qrels.get("t1")!], [["p1", 1]]);
    assert.deepEqual([[...split.train], [...split.dev], [...split.test]], [[3, 4], [0], [1, 2]]);
  }, { files }));

Deno.test("a missing file and a malformed line are named", async () => {
  await inTemporaryFolder(
    (folder) => assert.rejects(loadSquadSentences(folder), /in .*test\.jsonl but found no such file/),
    { files: { "dev.jsonl": files["dev.jsonl"] } },
  );
  await inTemporaryFolder(
    (folder) =>
      assert.rejects(loadSquadSentences(folder), /id, query and passage but found .*dev\.jsonl, line 2/),
    { files: { ...files, "dev.jsonl": files["dev.jsonl"].replace('"what ?"', "1") } },
  );
});
