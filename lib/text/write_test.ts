import assert from "node:assert/strict";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { inProject } from "../base/mod.ts";
import { byteAlphabet, bytePairs } from "./byte_pairs.ts";
import { loadTokenizer } from "./load.ts";
import { mpnetSpecial, specialTokens } from "./special.ts";
import type { Tokenizer } from "./tokenizer.ts";
import { wordPiece } from "./wordpiece.ts";
import { writeTokenizer } from "./write.ts";

const TEXTS = ["", "The cat's  <mask> Äpfel [MASK] x", " leading\n\nlines ", "a".repeat(300), "猫 🙂 don't"];

const mpnet = wordPiece(["<s>", "<pad>", "</s>", "<unk>", "[UNK]", "the", "cat", "##s", "a", "x", "<mask>"], {
  special: mpnetSpecial,
});
const { robertaJson } = JSON.parse(await readFile(inProject("goldens", "tokenizer_many.json"), "utf8"));

function assertSame(found: Tokenizer, expected: Tokenizer): void {
  for (const name of ["clsId", "sepId", "padId", "unkId", "maskId", "vocabularySize"] as const) {
    assert.equal(found[name], expected[name], name);
  }
  for (const text of TEXTS) assert.deepEqual(found.encode(text, 100), expected.encode(text, 100), text);
}

function fromGolden(): Tokenizer {
  const { vocab, merges } = robertaJson.model;
  const vocabulary = Object.keys(vocab).sort((a, b) => vocab[a] - vocab[b]);
  return bytePairs(vocabulary, merges);
}

Deno.test("a byte-level BPE is described in the JSON that Hugging Face writes", () => {
  assert.deepEqual(JSON.parse(fromGolden().files["tokenizer.json"]), robertaJson);
});

const spaced = bytePairs(["<s>", "<pad>", "</s>", "<unk>", "<mask>", ...byteAlphabet, "Ġa"], [["Ġ", "a"]], {
  prefixSpace: true,
});
const kinds: Record<string, Tokenizer> = {
  "BERT's WordPiece": wordPiece([...specialTokens, "the", "cat", "a", "x"]),
  "a cased WordPiece": wordPiece([...specialTokens, "The", "a"], { lowerCase: false }),
  "MPNet's WordPiece": mpnet,
  "a byte-level BPE": fromGolden(),
  "a byte-level BPE with a space before each text": spaced,
};
for (const [name, tokenizer] of Object.entries(kinds)) {
  Deno.test(`${name} is read back as it was written, with tokenizer.json and without`, () =>
    inTemporaryFolder(async (folder) => {
      await writeTokenizer(folder, tokenizer);
      assertSame(await loadTokenizer(folder), tokenizer);
      await rm(path.join(folder, "tokenizer.json"));
      const again = await loadTokenizer(folder);
      assertSame(again, tokenizer);
      assert.deepEqual(
        JSON.parse(again.files["tokenizer.json"]),
        JSON.parse(tokenizer.files["tokenizer.json"]),
      );
    }));
}

Deno.test("a tokenizer from a folder is written as the same files", () =>
  inTemporaryFolder(async (folder) => {
    const [from, to] = [path.join(folder, "from"), path.join(folder, "to")];
    await writeTokenizer(from, mpnet, { maxLength: 77 });
    await writeFile(path.join(from, "special_tokens_map.json"), '{ "cls_token": "<s>" }');
    await writeTokenizer(to, await loadTokenizer(from), { maxLength: 99 });
    assert.deepEqual(await readdir(to), await readdir(from));
    for (const name of await readdir(from)) {
      assert.equal(
        await readFile(path.join(to, name), "utf8"),
        await readFile(path.join(from, name), "utf8"),
      );
    }
    assert.match(await readFile(path.join(to, "tokenizer_config.json"), "utf8"), /"model_max_length": 77/);
  }));

Deno.test("the pieces of a trained WordPiece are written as BERT's tokenizer", () =>
  inTemporaryFolder(async (folder) => {
    await writeTokenizer(folder, [...specialTokens, "a"]);
    const config = JSON.parse(await readFile(path.join(folder, "tokenizer_config.json"), "utf8"));
    assert.equal(config.tokenizer_class, "BertTokenizer");
    assert.equal(config.model_max_length, 512);
  }));
