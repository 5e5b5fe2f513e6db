import assert from "node:assert/strict";
import { specialTokens } from "./special.ts";
import { wordPiece } from "./wordpiece.ts";

const pieces = ["un", "##aff", "##able", "##a", "aff", "a", "b", ",", "A"];
const tokenizer = wordPiece([...specialTokens, ...pieces]);

function tokens(text: string, maxLength = 100, of = tokenizer): string {
  return [...of.encode(text, maxLength)].map((id) => of.vocabulary[id]).join(" ");
}

Deno.test("a word is spelled with the longest pieces first", () => {
  assert.equal(tokens("Unaffable affa"), "[CLS] un ##aff ##able aff ##a [SEP]");
});

Deno.test("a word that cannot be spelled to its end is one unknown", () => {
  assert.equal(tokens("unaffx, b"), "[CLS] [UNK] , b [SEP]");
});

Deno.test("a word of more than 100 characters is unknown", () => {
  assert.equal(tokens("a".repeat(100), 200), "[CLS] a" + " ##a".repeat(99) + " [SEP]");
  assert.equal(tokens("a".repeat(101)), "[CLS] [UNK] [SEP]");
});

Deno.test("a text is cut to the maximum, special tokens included", () => {
  assert.equal(tokens("b unaffable b", 5), "[CLS] b un ##aff [SEP]");
  assert.equal(tokens("b unaffable b", 3), "[CLS] b [SEP]");
  assert.equal(tokens("b unaffable b", 2), "[CLS] [SEP]");
  assert.equal(tokens("", 2), "[CLS] [SEP]");
});

Deno.test("a maximum without room for the special tokens is refused", () => {
  for (const maxLength of [1, 0, -5, NaN, 2.5]) {
    assert.throws(() => tokenizer.encode("a", maxLength), /at least 2 tokens .* but found/);
  }
});

Deno.test("special tokens in a text are recognised verbatim, only in their own spelling", () => {
  assert.equal(tokens("b[MASK],[SEP]b"), "[CLS] b [MASK] , [SEP] b [SEP]");
  assert.equal(tokens("[mask]"), "[CLS] [UNK] [UNK] [UNK] [SEP]");
  assert.equal(tokens("[MASK]", 9, wordPiece(tokenizer.vocabulary, { added: [] })), tokens("[mask]"));
});

Deno.test("case is kept on request", () => {
  const cased = wordPiece(tokenizer.vocabulary, { lowerCase: false });
  assert.equal(tokens("A a", 9, cased), "[CLS] A a [SEP]");
  assert.equal(tokens("A a"), "[CLS] a a [SEP]");
});

Deno.test("encode returns a new array", () => {
  tokenizer.encode("un", 9).fill(0);
  assert.equal(tokens("un"), "[CLS] un [SEP]");
});

Deno.test("a lone surrogate is dropped", () => {
  assert.equal(tokens("a\ud800 \udc00b"), "[CLS] a b [SEP]");
});

Deno.test("a vocabulary without a special token is refused", () => {
  assert.throws(
    () => wordPiece(["[PAD]", "[UNK]", "[CLS]", "a"], { source: "x/vocab.txt" }),
    { name: "UserError", message: /special token \[SEP\] in x\/vocab\.txt, but its 4 entries/ },
  );
});
