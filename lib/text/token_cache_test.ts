import assert from "node:assert/strict";
import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { packTexts } from "./batches.ts";
import { specialTokens } from "./special.ts";
import { packCollection } from "./token_cache.ts";
import { wordPiece } from "./wordpiece.ts";

const tokenizer = wordPiece([...specialTokens, "a", "b"]);
const texts = ["a b", "", "b", "c 🙂"];

function inOwnCache(use: (files: () => Promise<string[]>) => Promise<void>): Promise<void> {
  return inTemporaryFolder((cache) => {
    const folder = path.join(cache, "tokens");
    return use(async () => (await readdir(folder)).map((name) => path.join(folder, name)));
  }, { variable: "KIT_CACHE" });
}

Deno.test("a collection is tokenised once, and read back the same", () =>
  inOwnCache(async (files) => {
    const expected = packTexts(tokenizer, texts, { maxLength: 4 });
    assert.deepEqual(await packCollection(tokenizer, texts, { maxLength: 4 }), expected);
    const once = { ...tokenizer, encode: () => assert.fail("tokenised again") };
    assert.deepEqual(await packCollection(once, texts, { maxLength: 4 }), expected);
    assert.equal((await files()).length, 1);
  }));

Deno.test("another tokenizer, text, cut or length is another entry", () =>
  inOwnCache(async (files) => {
    await packCollection(tokenizer, texts, { maxLength: 4 });
    await packCollection(tokenizer, texts, { maxLength: 3 });
    await packCollection(tokenizer, ["a b", "b", "", "c 🙂"], { maxLength: 4 });
    await packCollection(tokenizer, ["a b\n0 ", "b", "c 🙂"], { maxLength: 4 });
    await packCollection(wordPiece(tokenizer.vocabulary, { lowerCase: false }), texts, { maxLength: 4 });
    assert.equal((await files()).length, 5);
  }));

Deno.test("what is damaged is made again, and no texts are an entry too", () =>
  inOwnCache(async (files) => {
    const batch = await packCollection(tokenizer, texts, { maxLength: 4 });
    await writeFile((await files())[0], "ARROW1");
    assert.deepEqual(await packCollection(tokenizer, texts, { maxLength: 4 }), batch);
    assert.deepEqual(await packCollection(tokenizer, texts, { maxLength: 4 }), batch);
    for (let i = 0; i < 2; i++) {
      const none = await packCollection(tokenizer, [], { maxLength: 4 });
      assert.deepEqual([none.ids.length, [...none.offsets]], [0, [0]]);
    }
  }));
