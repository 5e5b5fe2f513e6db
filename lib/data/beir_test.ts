import assert from "node:assert/strict";
import { mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { UserError } from "../base/mod.ts";
import { readBeirPassages, readBeirQueries } from "./beir.ts";

async function folderWith(name: string, content: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "beir-"));
  await writeFile(path.join(folder, name), content);
  return folder;
}

Deno.test("a passage is its title and its text, a query its text", async () => {
  const lines = [
    '{"_id": "1", "title": "Fox", "text": "is red", "metadata": {}}',
    "",
    '{"_id": "b", "title": "", "text": "no\\ttitle\\u00e9"}\r',
    '{"_id": "c", "title": null, "text": ""}',
  ];
  const folder = await folderWith("corpus.jsonl", lines.join("\n"));
  assert.deepEqual(await readBeirPassages(folder), {
    ids: ["1", "b", "c"],
    texts: ["Fox is red", "no\ttitleé", ""],
    titleLengths: [4, 0, 0],
  });
  const queries = await folderWith("queries.jsonl", '{"_id": "q1", "text": "which fox?"}\n');
  assert.deepEqual(await readBeirQueries(queries), { ids: ["q1"], texts: ["which fox?"] });
});

Deno.test("an error names the line and what is wrong in it", async () => {
  const good = '{"_id": "1", "text": "a"}\n';
  for (
    const [content, pattern] of [
      [`${good}{"_id": "2"`, /no JSON .* in .*queries.jsonl, line 2/],
      [`${good}\n{"_id": 2, "text": "b"}`, /strings "_id" and "text".* found .*"_id": 2.* line 3\. Correct/],
      [`${good}[]`, /found "\[\]" in .* line 2/],
      [`${good}null`, /found "null" in .* line 2/],
      [`${good}${good}`, /every _id once but found "1" again in .* line 2/],
      ["\n", /texts, a JSON object a line, in .* but found an empty file/],
    ] as const
  ) {
    const folder = await folderWith("queries.jsonl", content);
    await assert.rejects(readBeirQueries(folder), (error: Error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, pattern);
      return true;
    });
  }
  await assert.rejects(
    readBeirQueries("/nowhere"),
    /Expected texts, .* in .*queries.jsonl but could not read it: there is no such folder as .*nowhere\.$/,
  );
});

Deno.test("passages of a large corpus are mapped from the cache, titles included, and are the same", () =>
  inTemporaryFolder(async (cache) => {
    const lines = Array.from({ length: 50 }, (_, i) => {
      const title = i % 3 ? {} : { title: `Title ${i}` };
      return `${JSON.stringify({ _id: `p${i}`, ...title, text: `text ${i} ’` })}\n`;
    });
    const folder = await folderWith("corpus.jsonl", lines.join(""));
    const inMemory = await readBeirPassages(folder);
    for (const _ of ["made", "kept"]) {
      assert.deepEqual(await readBeirPassages(folder, { large: 100 }), inMemory);
    }
    const kept = await readdir(path.join(cache, "beir"));
    assert.deepEqual(kept.map((name) => path.extname(name)).sort(), [".arrow", ".lock"]);
    const missing = path.join(folder, "none");
    await assert.rejects(readBeirPassages(missing, { large: 100 }), /there is no such folder/);
    const twice = await folderWith("corpus.jsonl", lines[0] + lines[0]);
    await assert.rejects(readBeirPassages(twice, { large: 1 }), /every _id once but found "p0" again/);
  }, { variable: "KIT_CACHE" }));
