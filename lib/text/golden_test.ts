/** Equality with Hugging Face's tokenizers, whose results goldens/tokenizer.py stored. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { inProject, sha256OfFile } from "../base/mod.ts";
import { loadTokenizer, type Tokenizer, trainWordPiece, wordPiece, wordsOf, writeTokenizer } from "./mod.ts";
import { publishedVocabulary, unlessPublished } from "./published_for_tests.ts";

const golden = JSON.parse(await readFile(inProject("goldens", "tokenizer.json"), "utf8"));
const texts: string[] = golden.texts;

function assertSameIds(tokenizer: Tokenizer, expected: number[][], maxLength: number): void {
  texts.forEach((text, i) => {
    assert.deepEqual([...tokenizer.encode(text, maxLength)], expected[i], JSON.stringify(text));
  });
}

Deno.test("words equal those of BERT's normaliser and pre-tokeniser", () => {
  const options = { uncased: {}, cased: { lowerCase: false }, accented: { stripAccents: false } };
  for (const [name, option] of Object.entries(options)) {
    golden.words[name].forEach((words: string[], i: number) => {
      assert.deepEqual(wordsOf(texts[i], option), words, `${name} ${JSON.stringify(texts[i])}`);
    });
  }
});

Deno.test("pieces from a small vocabulary equal those of Hugging Face, cut or whole", () => {
  const tokenizer = wordPiece(golden.small.vocabulary);
  assertSameIds(tokenizer, golden.small.ids, 1000);
  assertSameIds(tokenizer, golden.small.idsOf8, 8);
});

Deno.test("a written tokenizer is the JSON that Hugging Face writes, and reads back the same", async () => {
  await inTemporaryFolder(async (folder) => {
    await writeTokenizer(folder, golden.small.vocabulary);
    const written = JSON.parse(await readFile(path.join(folder, "tokenizer.json"), "utf8"));
    assert.deepEqual(written, golden.small.json);
    assertSameIds(await loadTokenizer(folder), golden.small.ids, 1000);
    await rm(path.join(folder, "tokenizer.json"));
    assertSameIds(await loadTokenizer(folder), golden.small.ids, 1000);
  });
});

Deno.test("a trained vocabulary has the entries of Hugging Face's trainer", () => {
  const { counts, vocabulary } = golden.trained;
  const trained = trainWordPiece(new Map(Object.entries(counts)), { vocabularySize: vocabulary.length });
  assert.deepEqual(trained.sort(), vocabulary);
});

Deno.test({
  name: `pieces from BERT's uncased vocabulary equal those of Hugging Face${unlessPublished}`,
  ignore: !publishedVocabulary,
  async fn() {
    assert.equal(await sha256OfFile(publishedVocabulary!), golden.uncased.sha256);
    const lines = (await readFile(publishedVocabulary!, "utf8")).split("\n").slice(0, -1);
    assertSameIds(wordPiece(lines), golden.uncased.ids, 1000);
    const folder = path.dirname(publishedVocabulary!);
    if (existsSync(path.join(folder, "tokenizer.json"))) {
      assertSameIds(await loadTokenizer(folder), golden.uncased.ids, 1000);
    }
  },
});
