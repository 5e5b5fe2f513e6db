import assert from "node:assert/strict";
import { UserError } from "../base/mod.ts";
import { byteAlphabet, bytePairs } from "./byte_pairs.ts";
import { concatBatches, packTexts, selectTexts } from "./batches.ts";
import { packPairs } from "./pairs.ts";
import { mpnetSpecial, specialTokens } from "./special.ts";
import { fromTokenizerJson } from "./tokenizer_json.ts";
import { wordPiece } from "./wordpiece.ts";

const bert = wordPiece([...specialTokens, "red", "cat", "runs"]);
const [pad, unk, cls, sep] = [0, 1, 2, 3];
const [red, cat, runs] = [5, 6, 7];

const PAIRS = {
  firsts: ["red cat", "runs"],
  seconds: ["cat", "", "runs runs runs red"],
  first: [0, 1, 0],
  second: [2, 1, 0],
};

Deno.test("pairs are packed in their order, with the type of each token", () => {
  assert.deepEqual([pad, unk, cls, sep].map((id) => bert.vocabulary[id]), [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
  ]);
  const { ids, offsets, types } = packPairs(bert, PAIRS, { maxLength: 16 });
  assert.deepEqual([...offsets], [0, 9, 13, 19]);
  assert.deepEqual([...ids], [
    ...[cls, red, cat, sep, runs, runs, runs, red, sep],
    ...[cls, runs, sep, sep],
    ...[cls, red, cat, sep, cat, sep],
  ]);
  assert.deepEqual([...types!], [0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1]);
});

Deno.test("only the second text is cut, and a first one that would leave no room", () => {
  const cut = packPairs(bert, PAIRS, { maxLength: 7, maxFirst: 4 });
  assert.deepEqual([...cut.ids.subarray(0, 7)], [cls, red, cat, sep, runs, runs, sep]);
  const long = { firsts: ["red ".repeat(50)], seconds: ["cat runs"], first: [0], second: [0] };
  const { ids } = packPairs(bert, long, { maxLength: 10 });
  assert.deepEqual([...ids], [cls, red, red, red, sep, cat, runs, sep]);
});

Deno.test("RoBERTa and MPNet have two separators between the texts", () => {
  const mpnet = wordPiece([...Object.values(mpnetSpecial), "red", "cat"], { special: mpnetSpecial });
  const roberta = bytePairs(["<s>", "<pad>", "</s>", "<unk>", "<mask>", ...byteAlphabet], []);
  for (const tokenizer of [mpnet, roberta]) {
    const { ids } = packPairs(tokenizer, { firsts: ["c"], seconds: ["d"], first: [0], second: [0] }, {
      maxLength: 8,
    });
    const { clsId, sepId } = tokenizer;
    assert.deepEqual([ids[0], ids[2], ids[3], ids[5]], [clsId, sepId, sepId, sepId]);
    assert.equal(ids.length, 6);
  }
});

Deno.test("the separators of a pair are those of tokenizer.json", () => {
  const json = JSON.parse(bert.files["tokenizer.json"]);
  const read = (post: unknown) =>
    fromTokenizerJson(JSON.stringify({ ...json, post_processor: post }), {
      file: "tokenizer.json",
      config: {},
      files: {},
    }).separators;
  const { post_processor: template } = json;
  assert.equal(read(template), 1);
  const [first, a, between, b, last] = template.pair;
  assert.equal(read({ ...template, pair: [first, a, between, between, b, last] }), 2);
  const edges = { cls: ["[CLS]", cls], sep: ["[SEP]", sep] };
  assert.equal(read({ type: "BertProcessing", ...edges }), 1);
  assert.equal(read({ type: "RobertaProcessing", ...edges }), 2);
});

Deno.test("types stay with their tokens in selected and joined batches", () => {
  const pairs = packPairs(bert, PAIRS, { maxLength: 16 });
  const selected = selectTexts(pairs, [2, 1]);
  assert.deepEqual([...selected.types!], [0, 0, 0, 0, 1, 1, 0, 0, 0, 1]);
  const joined = concatBatches(packTexts(bert, ["cat"], { maxLength: 8 }), selected);
  assert.deepEqual([...joined.types!], [0, 0, 0, ...selected.types!]);
  assert.equal(concatBatches(packTexts(bert, ["cat"], { maxLength: 8 })).types, undefined);
});

Deno.test("a maximum that leaves no room for the second text is refused", () => {
  for (
    const options of [{ maxLength: 4 - 1 }, { maxLength: 8, maxFirst: 7 }, { maxLength: 8, maxFirst: 1 }]
  ) {
    assert.throws(() => packPairs(bert, PAIRS, options), (error: Error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /Expected pairs of at least \d+ tokens/);
      return true;
    });
  }
});
