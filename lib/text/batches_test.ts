import assert from "node:assert/strict";
import { UserError } from "../base/mod.ts";
import { concatBatches, packTexts, selectTexts } from "./batches.ts";
import { specialTokens } from "./special.ts";
import { wordPiece } from "./wordpiece.ts";

const tokenizer = wordPiece([...specialTokens, "a", "b", "c"]);
const batch = packTexts(tokenizer, ["a", "", "a b c"], { maxLength: 4 });

Deno.test("texts are packed one after the other, including special tokens", () => {
  assert.deepEqual([...batch.ids], [2, 5, 3, 2, 3, 2, 5, 6, 3]);
  assert.deepEqual([...batch.offsets], [0, 3, 5, 9]);
});

Deno.test("texts longer than expected make the batch grow", () => {
  const texts = Array.from({ length: 300 }, (_, i) => "a ".repeat(i));
  const long = packTexts(tokenizer, texts, { maxLength: 1000 });
  texts.forEach((_, i) => assert.equal(long.offsets[i + 1] - long.offsets[i], i + 2));
  assert.equal(long.ids.length, long.offsets[300]);
  assert.equal(long.ids.at(-1), tokenizer.sepId);
});

Deno.test("no texts make an empty batch", () => {
  const none = packTexts(tokenizer, [], { maxLength: 4 });
  assert.deepEqual([none.ids.length, [...none.offsets]], [0, [0]]);
  assert.deepEqual(concatBatches(), none);
  assert.deepEqual(selectTexts(batch, []), none);
});

Deno.test("a selection has the order of the positions, including repeats", () => {
  const selected = selectTexts(batch, [2, 0, 2]);
  assert.deepEqual(selected, packTexts(tokenizer, ["a b c", "a", "a b c"], { maxLength: 4 }));
});

Deno.test("a selection is a copy", () => {
  selectTexts(batch, [0]).ids.fill(9);
  assert.equal(batch.ids[0], 2);
});

Deno.test("a position outside the batch is refused", () => {
  for (const position of [3, -1, NaN, 0.5]) {
    assert.throws(() => selectTexts(batch, [0, position]), (error: Error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /positions from 0 to 2 in a batch of 3 texts but found/);
      return true;
    });
  }
});

Deno.test("batches are joined in order, and selections separate them again", () => {
  const joined = concatBatches(batch, packTexts(tokenizer, [], { maxLength: 4 }), selectTexts(batch, [0]));
  assert.deepEqual(joined, packTexts(tokenizer, ["a", "", "a b c", "a"], { maxLength: 4 }));
  assert.deepEqual(selectTexts(joined, [0, 1, 2]), batch);
});
