import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { byteAlphabet, bytePairs } from "./byte_pairs.ts";
import { loadTokenizer } from "./load.ts";
import { robertaSpecial, specialTokens } from "./special.ts";
import { writeTokenizer } from "./write.ts";

const vocabulary = [...specialTokens, "a", "A", "é"];

/** A good tokenizer.json, changed. */
async function changed(change: (json: Record<string, Record<string, unknown>>) => void): Promise<string> {
  return await inTemporaryFolder(async (folder) => {
    await writeTokenizer(folder, vocabulary);
    const json = JSON.parse(await readFile(path.join(folder, "tokenizer.json"), "utf8"));
    change(json);
    return JSON.stringify(json);
  });
}

async function refuses(files: Record<string, string>, message: RegExp): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    await assert.rejects(loadTokenizer(folder), { name: "UserError", message });
  }, { files });
}

Deno.test("a folder without a tokenizer is refused", async () => {
  await refuses(
    {},
    /Expected tokenizer\.json or vocab\.txt or .* in .*, but none is there\. Name the folder/,
  );
  await assert.rejects(loadTokenizer("/no/such/folder"), {
    name: "UserError",
    message: /\/no\/such\/folder/,
  });
});

Deno.test("JSON that is cut off is refused by name", async () => {
  await refuses({ "tokenizer.json": '{"model": {' }, /Expected JSON in .*tokenizer\.json but found/);
  await refuses({ "tokenizer.json": "[]" }, /Expected a JSON object in .*tokenizer\.json/);
  await refuses(
    { "vocab.txt": vocabulary.join("\n"), "tokenizer_config.json": "{" },
    /tokenizer_config\.json/,
  );
});

Deno.test("a model other than WordPiece and BPE is refused", async () => {
  await refuses(
    { "tokenizer.json": await changed((json) => json.model.type = "Unigram") },
    /Expected "model" of type WordPiece or BPE in .*tokenizer\.json but found Unigram\. Only BERT's/,
  );
  await refuses({ "tokenizer.json": "{}" }, /"model" of type WordPiece or BPE in .* but found none/);
});

Deno.test("a normaliser or pre-tokeniser that is not BERT's is refused", async () => {
  await refuses(
    { "tokenizer.json": await changed((json) => json.normalizer = { type: "NFC" }) },
    /"normalizer" of type BertNormalizer in .* but found NFC/,
  );
  await refuses(
    { "tokenizer.json": await changed((json) => json.pre_tokenizer.type = "Whitespace") },
    /"pre_tokenizer" of type BertPreTokenizer in .* but found Whitespace/,
  );
  await refuses(
    { "tokenizer.json": await changed((json) => json.normalizer.clean_text = false) },
    /"clean_text" to be true/,
  );
});

Deno.test("a vocabulary with missing, repeated or malformed ids is refused", async () => {
  const withVocabulary = (vocab: unknown) => changed((json) => json.model.vocab = vocab);
  const ids = Object.fromEntries(vocabulary.map((piece, id) => [piece, id]));
  const cases: [unknown, RegExp][] = [
    [undefined, /object of pieces and ids at "model\.vocab"/],
    [{ ...ids, b: 100 }, /ids from 0 to 8 for the 9 pieces in .* but found 100 for "b"/],
    [{ ...ids, b: 5 }, /a different id for each piece in .* but found 5 for both "a" and "b"/],
    [{ ...ids, b: "x" }, /but found x for "b"/],
  ];
  for (const [vocab, message] of cases) {
    await refuses({ "tokenizer.json": await withVocabulary(vocab) }, message);
  }
  await refuses(
    { "tokenizer.json": await changed((json) => Object.assign(json, { added_tokens: [null] })) },
    /found null/,
  );
  await refuses({ "vocab.txt": [...vocabulary, "a"].join("\n") }, /"a" in line 6 and again in line 9/);
  await refuses({ "vocab.txt": "a\nb\n" }, /special token \[PAD\] in .*vocab\.txt, but its 2 entries/);
});

Deno.test("vocab.txt is lower-cased unless its configuration says otherwise", async () => {
  const lines = vocabulary.join("\r\n") + "\r\n";
  await inTemporaryFolder(async (folder) => {
    const tokenizer = await loadTokenizer(folder);
    assert.equal(tokenizer.vocabularySize, vocabulary.length);
    assert.deepEqual([...tokenizer.encode("A é", 9)], [2, 5, 1, 3]);
  }, { files: { "vocab.txt": lines } });
  const config = '{"do_lower_case": false}';
  await inTemporaryFolder(async (folder) => {
    assert.deepEqual([...(await loadTokenizer(folder)).encode("A é", 9)], [2, 6, 7, 3]);
  }, { files: { "vocab.txt": lines, "tokenizer_config.json": config } });
});

Deno.test("a tokenizer's own truncation and padding are ignored", async () => {
  const text = await changed((json) => {
    json.truncation = { max_length: 4, strategy: "LongestFirst", stride: 0 };
    json.padding = { strategy: { Fixed: 4 }, pad_id: 0 };
  });
  await inTemporaryFolder(async (folder) => {
    const tokenizer = await loadTokenizer(folder);
    assert.deepEqual([...tokenizer.encode("a a a a", 9)], [2, 5, 5, 5, 5, 3]);
    assert.deepEqual([...tokenizer.encode("a", 9)], [2, 5, 3]);
  }, { files: { "tokenizer.json": text } });
});

/** A good tokenizer.json of a byte-level BPE, changed. */
function changedBytePairs(change: (json: Record<string, Record<string, unknown>>) => void): string {
  const { files } = bytePairs([...Object.values(robertaSpecial), ...byteAlphabet, "ab"], [["a", "b"]]);
  const json = JSON.parse(files["tokenizer.json"]);
  change(json);
  return JSON.stringify(json);
}

Deno.test("a BPE that is not GPT-2's is refused with the reason", async () => {
  const cases: [Parameters<typeof changedBytePairs>[0], RegExp][] = [
    [(json) => json.model.dropout = 0.1, /no "dropout" in the model in .*tokenizer\.json but found 0\.1/],
    [(json) => json.model.end_of_word_suffix = "</w>", /no "end_of_word_suffix" .* found <\/w>/],
    [(json) => json.model.byte_fallback = true, /no "byte_fallback"/],
    [(json) => json.normalizer = { type: "NFC" }, /no "normalizer" beside a BPE .* found NFC/],
    [
      (json) => json.pre_tokenizer = { type: "Sequence" },
      /"pre_tokenizer" of type ByteLevel .* found Sequence/,
    ],
    [(json) => json.pre_tokenizer.use_regex = false, /"use_regex" to be true/],
    [(json) => json.post_processor = { type: "ByteLevel" }, /one token before the text and one after it/],
    [
      (json) => json.post_processor.cls = ["<s>", 3],
      /token 3 to be "<s>", as the post_processor .* found "<unk>"/,
    ],
    [(json) => delete json.model.merges, /list of pairs at "model\.merges"/],
    [
      (json) => json.model.merges = ["a b", "ab"],
      /two pieces .* found "ab" in "model\.merges" of .*, entry 2/,
    ],
    [(json) => json.model.merges = [["a", "c"]], /the result of merge 1 in .* lack "ac"/],
    [(json) => json.model.merges = [["a", "abc"]], /both pieces of merge 1 in .* lack "abc"/],
    [(json) => json.model.vocab = { ...json.model.vocab as object, a: undefined }, /ids from 0 to/],
  ];
  for (const [change, message] of cases) {
    await refuses({ "tokenizer.json": changedBytePairs(change) }, message);
  }
});

Deno.test("a vocabulary without all bytes is refused", async () => {
  const vocabulary = Object.fromEntries(
    [...Object.values(robertaSpecial), "a"].map((piece, id) => [piece, id]),
  );
  await refuses(
    { "vocab.json": JSON.stringify(vocabulary), "merges.txt": "#version: 0.2\n" },
    /each of the 256 bytes in .*vocab\.json/,
  );
  await refuses({ "vocab.json": "{}", "merges.txt": "#version: 0.2\na b c\n" }, /merges\.txt, line 2/);
  await refuses({ "vocab.json": "{}" }, /none is there/);
});

Deno.test("merges are read as pairs and, as older files have them, as strings", async () => {
  const text = changedBytePairs((json) => json.model.merges = ["a b"]);
  await inTemporaryFolder(async (folder) => {
    const tokenizer = await loadTokenizer(folder);
    assert.deepEqual([...tokenizer.encode("ab", 9)].map((id) => tokenizer.vocabulary[id]), [
      "<s>",
      "ab",
      "</s>",
    ]);
  }, { files: { "tokenizer.json": text } });
});

Deno.test("special tokens are those that the configuration names", async () => {
  const names = { cls_token: "[C]", sep_token: { content: "[S]" } };
  const lines = ["[PAD]", "[UNK]", "[C]", "[S]", "[MASK]", "a"].join("\n");
  const files = { "vocab.txt": lines, "tokenizer_config.json": JSON.stringify(names) };
  await inTemporaryFolder(async (folder) => {
    assert.deepEqual([...(await loadTokenizer(folder)).encode("a", 9)], [2, 5, 3]);
  }, { files });
});
