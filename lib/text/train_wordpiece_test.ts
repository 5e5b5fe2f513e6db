import assert from "node:assert/strict";
import { countWords } from "./count.ts";
import { specialTokens } from "./special.ts";
import { trainWordPiece } from "./train_wordpiece.ts";
import { wordPiece } from "./wordpiece.ts";

const counts = new Map([["low", 5], ["lower", 2], ["newest", 6], ["widest", 3]]);
const letters = [..."deilnorstw", ..."##d ##e ##i ##o ##r ##s ##t ##w".split(" ")];

Deno.test("the most frequent pairs are merged first, older pieces first among equals", () => {
  // e s: 9, s t: 9, so "##es" then "##est"; l o: 7, o w: 7, so "lo" (older) then "low"; then n e, e w, w est: 6, of which "n" is oldest.
  assert.deepEqual(trainWordPiece(counts, { vocabularySize: 28 }), [
    ...specialTokens,
    ...letters,
    ...["##es", "##est", "lo", "low", "ne"],
  ]);
});

Deno.test("the order of the words does not matter", () => {
  const reversed = new Map([...counts].reverse());
  const options = { vocabularySize: 40, minFrequency: 1 };
  assert.deepEqual(trainWordPiece(reversed, options), trainWordPiece(counts, options));
});

Deno.test("rare pairs are not merged", () => {
  const vocabulary = trainWordPiece(counts, { vocabularySize: 1000, minFrequency: 5 });
  assert.ok(vocabulary.includes("newest") && vocabulary.includes("low"));
  assert.ok(!vocabulary.includes("lower") && !vocabulary.includes("widest"));
});

Deno.test("a pair of the same piece twice merges from the left", () => {
  const vocabulary = trainWordPiece(new Map([["baaaa", 4]]), { vocabularySize: 100, minFrequency: 1 });
  assert.deepEqual(vocabulary.slice(5), ["a", "b", "##a", "##aa", "baa", "baaaa"]);
});

Deno.test("characters beyond the limit, and words with them, are left out", () => {
  const vocabulary = trainWordPiece(new Map([["ab", 9], ["az", 1]]), {
    vocabularySize: 100,
    alphabetLimit: 2,
  });
  assert.deepEqual(vocabulary.slice(5), ["a", "b", "##b", "ab"]);
});

Deno.test("frequent words of the training text become single pieces", () => {
  const texts = Array.from({ length: 50 }, (_, i) => `The encoder reads passage ${i}; the margin adapts.`);
  const tokenizer = wordPiece(trainWordPiece(countWords(texts), { vocabularySize: 200 }));
  assert.equal(tokenizer.encode("The encoder reads the margin", 20).length, 7);
  assert.ok(!tokenizer.encode("merged characters", 50).includes(tokenizer.unkId));
});

Deno.test("no words, or no room for the characters, are refused", () => {
  assert.throws(() => trainWordPiece(new Map(), { vocabularySize: 100 }), {
    name: "UserError",
    message: /Expected words to train a vocabulary on but found none/,
  });
  assert.throws(() => trainWordPiece(counts, { vocabularySize: 20 }), {
    name: "UserError",
    message: /vocabulary of 20 but found 23 special tokens and characters\. Raise vocabularySize/,
  });
});
