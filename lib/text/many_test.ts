/** Equality with Hugging Face's tokenizers on 10,000 generated texts: goldens/tokenizer_many.py has checksums of ids. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { type Generator, generator, inProject, sha256OfFile } from "../base/mod.ts";
import { type AddedToken, addedToken } from "./added.ts";
import { spacedWordsOf } from "./byte_pairs.ts";
import {
  bytePairs,
  loadTokenizer,
  mpnetSpecial,
  type Tokenizer,
  wordPiece,
  type WordPieceOptions,
  wordsOf,
} from "./mod.ts";
import { publishedVocabulary, unlessPublished } from "./published_for_tests.ts";
import { vocabularyOfLines } from "./vocabulary.ts";

type Cases = Record<string, string[]>;

const golden = JSON.parse(await readFile(inProject("goldens", "tokenizer_many.json"), "utf8"));
const tiny = await vocabularyIn(inProject("data", "tiny", "vocab.txt"));
const texts = makeTexts();

async function vocabularyIn(file: string): Promise<string[]> {
  return vocabularyOfLines(await readFile(file, "utf8"), file);
}

/** As `text_of` of the golden's script. */
function makeTexts(): string[] {
  const { literals, ranges, spaces } = golden;
  const words = tiny.filter((piece) => /^[A-Za-z]+$/.test(piece)).slice(-2000);
  const random = generator(golden.seed);
  const oneOf = <T>(list: T[]) => list[random.below(list.length)];
  const times = (count: number, make: () => string) => {
    let text = "";
    for (let i = 0; i < count; i++) text += make();
    return text;
  };
  const part = () => {
    const kind = random.below(16);
    if (kind < 6) return oneOf(words) + " ";
    if (kind < 8) return oneOf(words).toUpperCase();
    if (kind < 10) return oneOf<string>(spaces);
    if (kind < 12) return oneOf<string>(literals);
    if (kind < 15) {
      const range = oneOf<[number, number]>(ranges);
      return times(1 + random.below(6), () => character(random, range));
    }
    if (random.below(12) > 0) return oneOf(words) + "-";
    return oneOf(words).repeat(1 + random.below(60));
  };
  return Array.from({ length: golden.texts }, () => times(random.below(24), part));
}

function character(random: Generator, [low, high]: [number, number]): string {
  const code = low + random.below(high - low + 1);
  return code >= 0xd800 && code < 0xe000 ? "?" : String.fromCodePoint(code);
}

function checksum(contents: (Uint8Array | string)[]): string {
  const hash = createHash("sha256");
  for (const content of contents) hash.update(content);
  return hash.digest("hex").slice(0, 12);
}

function assertBlocks(of: (text: string) => Uint8Array | string, expected: string[], what: string): void {
  expected.forEach((expected, i) => {
    const block = texts.slice(i * golden.block, (i + 1) * golden.block);
    assert.equal(checksum(block.map(of)), expected, `${what}, texts from ${i * golden.block}`);
  });
}

function assertCases(tokenizer: Tokenizer, cases: Cases, what: string): void {
  for (const [length, expected] of Object.entries(cases)) {
    const packed = (text: string) => {
      const ids = tokenizer.encode(text, Number(length));
      return new Uint8Array(Int32Array.of(ids.length, ...ids).buffer);
    };
    assertBlocks(packed, expected, `${what} cut at ${length}`);
  }
}

function mpnet(vocabulary: string[]): Tokenizer {
  const pieces = ["<s>", "<pad>", "</s>", "<unk>", ...vocabulary, "<mask>"];
  const added = golden.mpnetAdded.map(({ content, ...flags }: { content: string }) =>
    addedToken(content, pieces.indexOf(content), { ...flags, id: pieces.indexOf(content) })
  );
  return wordPiece(pieces, { special: mpnetSpecial, added });
}

Deno.test("the generated texts are those of the goldens", () => {
  assertBlocks((text) => text, golden.textBlocks, "text");
  golden.examples.forEach(([text]: [string], i: number) => assert.equal(texts[i * 20], text));
});

Deno.test("BERT's words and GPT-2's are Hugging Face's for every character", () => {
  for (let start = 0, block = 0; start < 0x110000; start += 4096, block++) {
    const made: string[] = [];
    for (let code = start; code < start + 4096; code++) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const letter = String.fromCodePoint(code);
      made.push(`A${letter}b\u0301${letter}\u0316 ${letter}`);
    }
    const where = `characters from U+${start.toString(16)}`;
    assert.equal(checksum([wordsOf(made.join(" ")).join("\n")]), golden.characters.bert[block], where);
    assert.equal(checksum([made.flatMap(spacedWordsOf).join("\n")]), golden.characters.spaced[block], where);
  }
});

const variants: Record<string, WordPieceOptions> = {
  bert: {},
  cased: { lowerCase: false },
  accented: { stripAccents: false },
};
for (const [name, options] of Object.entries(variants)) {
  Deno.test(`ids of 10,000 texts equal Hugging Face's: WordPiece, ${name}`, () => {
    assertCases(wordPiece(tiny, options), golden.tiny[name], name);
  });
}

Deno.test("ids of 10,000 texts equal Hugging Face's: added tokens of every kind", () => {
  const added: AddedToken[] = golden.flaggedAdded;
  const addedOnly = new Set(added.map(({ content }) => content).filter((content) => !tiny.includes(content)));
  assertCases(wordPiece([...tiny, ...addedOnly], { added, addedOnly }), golden.tiny.flagged, "flagged");
});

Deno.test("ids of 10,000 texts equal Hugging Face's: MPNet", () => {
  const tokenizer = mpnet(tiny);
  golden.examples.forEach(([text, , ids]: [string, number[], number[]]) =>
    assert.deepEqual([...tokenizer.encode(text, 10_000)], ids, JSON.stringify(text))
  );
  assertCases(tokenizer, golden.tiny.mpnet, "mpnet");
});

Deno.test("ids of 10,000 texts equal Hugging Face's: RoBERTa", async () => {
  await inTemporaryFolder(async (folder) => {
    await writeFile(path.join(folder, "tokenizer.json"), JSON.stringify(golden.robertaJson));
    const tokenizer = await loadTokenizer(folder);
    golden.examples.forEach(([text, ids]: [string, number[]]) =>
      assert.deepEqual([...tokenizer.encode(text, 10_000)], ids, JSON.stringify(text))
    );
    assertCases(tokenizer, golden.roberta, "roberta");
    const { merges } = golden.robertaJson.model;
    const added = golden.robertaJson.added_tokens.map((token: { content: string }) => ({
      ...token,
      lstrip: token.content === "<mask>",
    }));
    const spaced = bytePairs(tokenizer.vocabulary, merges, { prefixSpace: true, added });
    assertCases(spaced, golden.spacedRoberta, "roberta with a space before");
  });
});

Deno.test({
  name: `ids of 10,000 texts equal Hugging Face's: the published vocabulary${unlessPublished}`,
  ignore: !publishedVocabulary,
  async fn() {
    assert.equal(await sha256OfFile(publishedVocabulary!), golden.published.sha256);
    const vocabulary = await vocabularyIn(publishedVocabulary!);
    assertCases(wordPiece(vocabulary), golden.published.bert, "bert");
    assertCases(mpnet(vocabulary), golden.published.mpnet, "mpnet");
  },
});
