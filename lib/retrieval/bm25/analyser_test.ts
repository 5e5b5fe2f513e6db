import assert from "node:assert/strict";
import { analyser } from "./analyser.ts";
import { words } from "./words.ts";

Deno.test("words are lower-case runs of letters and digits of any script", () => {
  assert.deepEqual(words("The cat's No. 7, ÜBER-naïve 猫"), [
    "the",
    "cat",
    "s",
    "no",
    "7",
    "über",
    "naïve",
    "猫",
  ]);
});

Deno.test("stop words are left out by their own form, and the others are stemmed", () => {
  const text = "These are not the Connected cats, and there isn't no connection.";
  const all = "these are not the connected cats and there isn t no connection".split(" ");
  assert.deepEqual(analyser()(text), all);
  assert.deepEqual(analyser({ stopWords: "english" })(text), ["connected", "cats", "isn", "t", "connection"]);
  assert.deepEqual(analyser({ stopWords: "english", stemmer: "porter" })(text), [
    "connect",
    "cat",
    "isn",
    "t",
    "connect",
  ]);
});

Deno.test("a very long word takes no long time", () => {
  const stem = analyser({ stemmer: "porter" });
  for (const part of ["y", "ya", "b", "e", "ab", "ing", "ss"]) stem(part.repeat(20_000));
});
