import assert from "node:assert/strict";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readBeirPassages, readBeirQueries } from "./beir.ts";
import { checkIds, TABBED_IDS, TREC_IDS } from "./check_ids.ts";

Deno.test("an id that a format cannot hold is named with its file and line", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "ids-"));
  const write = (name: string, ids: string[]) =>
    writeFile(
      path.join(folder, name),
      ids.map((_id) => `${JSON.stringify({ _id, text: "a" })}\n`).join("\n"),
    );
  const texts = async () => ({
    passages: await readBeirPassages(folder),
    queries: await readBeirQueries(folder),
  });
  await write("corpus.jsonl", ["1", "doc 2", "3\t"]);
  await write("queries.jsonl", ["q1", "q\u00a02"]);
  await assert.rejects(checkIds(folder, await texts(), TREC_IDS), {
    name: "UserError",
    message: /ids without white space, as .* found "doc 2" in .*corpus\.jsonl, line 3\. Correct that line/,
  });
  await assert.rejects(
    checkIds(folder, await texts(), TABBED_IDS),
    /found "3\\t" in .*corpus\.jsonl, line 5/,
  );
  await write("corpus.jsonl", ["1"]);
  await assert.rejects(checkIds(folder, await texts(), TREC_IDS), /found ".*" in .*queries\.jsonl, line 3/);
  await checkIds(folder, await texts(), TABBED_IDS);
});
