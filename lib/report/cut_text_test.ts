import assert from "node:assert/strict";
import { cutText } from "./cut_text.ts";

Deno.test("a cut text is never longer than asked for, and no letter is halved", () => {
  for (const text of ["one two three four five", "一二三四五六七八九十一二三", "👩🏽‍🚀👩🏽‍🚀👩🏽‍🚀👩🏽‍🚀", "x".repeat(40)]) {
    const cut = cutText(text, 12);
    assert.ok([...cut].length <= 12 && cut.endsWith("…"), cut);
    assert.ok(cut.isWellFormed());
  }
});

Deno.test("white space is one space, and a text that fits stays whole", () => {
  assert.equal(cutText("  a\tb\n\nc ", 5), "a b c");
});
