import assert from "node:assert/strict";
import { specialTokens } from "./special.ts";
import { tokenLengths } from "./token_lengths.ts";
import { wordPiece } from "./wordpiece.ts";

Deno.test("a length counts the special tokens, and nothing is cut", () => {
  const tokenizer = wordPiece([...specialTokens, "a", "b", "##b"]);
  assert.deepEqual([...tokenLengths(tokenizer, ["", "a ab", "a ".repeat(5000)])], [2, 5, 5002]);
});
