import assert from "node:assert/strict";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { buildBM25 } from "./bm25/mod.ts";
import { small } from "./collection_for_tests.ts";
import { bm25Of, keptBM25, sharedBM25 } from "./shared_index.ts";

const inCache = (body: (cache: string) => Promise<void>) =>
  inTemporaryFolder(body, { variable: "KIT_CACHE" });

Deno.test("the index of many passages is made once, kept in the cache, and finds what one in memory finds", () =>
  inCache(async (cache) => {
    const passages = { ...small.passages };
    const built = buildBM25(passages.texts);
    const made = await sharedBM25(passages, { many: 2 });
    assert.equal(bm25Of(passages), made);
    const files = async () =>
      (await readdir(path.join(cache, "bm25"))).filter((name) => name.endsWith(".bm25"));
    const [file] = await files();
    const { mtimeMs } = await stat(path.join(cache, "bm25", file));
    const opened = await keptBM25({ ...passages }, { many: 2 });
    assert.deepEqual(opened.index, built.index);
    for (const text of small.queries.texts) assert.deepEqual(opened.search(text, 9), built.search(text, 9));
    assert.deepEqual(await files(), [file]);
    assert.equal((await stat(path.join(cache, "bm25", file))).mtimeMs, mtimeMs);
    await keptBM25(passages, { many: 2, k1: 1.2 });
    assert.equal((await files()).length, 2, "other options have another index");
  }));

Deno.test("the index of few passages is in memory alone", () =>
  inCache(async (cache) => {
    const passages = { ...small.passages };
    assert.equal(await sharedBM25(passages), bm25Of(passages));
    assert.deepEqual(await readdir(cache), []);
  }));
