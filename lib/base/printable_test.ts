import assert from "node:assert/strict";
import { printable, printableLine, withoutPasswords } from "./printable.ts";
import { textTable } from "./table.ts";

Deno.test("what would act on a terminal is escaped, and all other text stays", () => {
  assert.equal(printable("\x1b]0;title\x07\x9b\u202e\r"), "\\x1b]0;title\\x07\\x9b\\u202e\\r");
  const plain = "a\tb\nc\r\nd é 中文 \u200d 👩‍🔬";
  assert.equal(printable(plain), plain);
  assert.equal(printableLine("a\tb\nc"), "a\\tb\\nc");
});

Deno.test("a table shows control characters of its cells, and stays aligned", () => {
  assert.equal(textTable([["id", "x"], ["a\x1b", "1"], ["b", "2"]]), "id     x\na\\x1b  1\nb      2\n");
});

Deno.test("names and passwords leave addresses, and nothing else changes", () => {
  const hidden = "http://***@host:80/a, ftp://***@b";
  assert.equal(withoutPasswords("http://me:p@ss@host:80/a, ftp://token@b"), hidden);
  for (const text of ["https://host/owner/model@main", "owner/model@main", "me@host"]) {
    assert.equal(withoutPasswords(text), text);
  }
});
