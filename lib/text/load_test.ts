import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { loadTokenizer } from "./load.ts";
import { specialTokens } from "./special.ts";
import { writeTokenizer } from "./write.ts";

const vocabulary = [...specialTokens, "a", "A", "é"];

async function inFolder(
  files: Record<string, string>,
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "tokenizer-"));
  try {
    for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A good tokenizer.json, changed. */
async function changed(change: (json: Record<string, Record<string, unknown>>) => void): Promise<string> {
  let text = "";
  await inFolder({}, async (folder) => {
    await writeTokenizer(folder, vocabulary);
    const json = JSON.parse(await readFile(path.join(folder, "tokenizer.json"), "utf8"));
    change(json);
    text = JSON.stringify(json);
  });
  return text;
}

async function refuses(files: Record<string, string>, message: RegExp): Promise<void> {
  await inFolder(files, async (folder) => {
    await assert.rejects(loadTokenizer(folder), { name: "UserError", message });
  });
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

Deno.test("a vocabulary with gaps, doubles or no ids is refused", async () => {
  const withVocabulary = (vocab: unknown) => changed((json) => json.model.vocab = vocab);
  const ids = Object.fromEntries(vocabulary.map((piece, id) => [piece, id]));
  const cases: [unknown, RegExp][] = [
    [undefined, /object of pieces and ids at "model\.vocab"/],
    [{ ...ids, b: 100 }, /ids from 0 to 8 for the 9 pieces in .* but found 100 for "b"/],
    [{ ...ids, b: 5 }, /an id of its own for each piece in .* but found 5 for both "a" and "b"/],
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
  await inFolder({ "vocab.txt": lines }, async (folder) => {
    const tokenizer = await loadTokenizer(folder);
    assert.equal(tokenizer.vocabularySize, vocabulary.length);
    assert.deepEqual([...tokenizer.encode("A é", 9)], [2, 5, 1, 3]);
  });
  const config = '{"do_lower_case": false}';
  await inFolder({ "vocab.txt": lines, "tokenizer_config.json": config }, async (folder) => {
    assert.deepEqual([...(await loadTokenizer(folder)).encode("A é", 9)], [2, 6, 7, 3]);
  });
});

Deno.test("a tokenizer's own truncation and padding are ignored", async () => {
  const text = await changed((json) => {
    json.truncation = { max_length: 4, strategy: "LongestFirst", stride: 0 };
    json.padding = { strategy: { Fixed: 4 }, pad_id: 0 };
  });
  await inFolder({ "tokenizer.json": text }, async (folder) => {
    const tokenizer = await loadTokenizer(folder);
    assert.deepEqual([...tokenizer.encode("a a a a", 9)], [2, 5, 5, 5, 5, 3]);
    assert.deepEqual([...tokenizer.encode("a", 9)], [2, 5, 3]);
  });
});
