import assert from "node:assert/strict";
import { lazyList } from "./lazy_list.ts";

const letters = ["a", "b", "c", "d", "b"];
const lazy = lazyList(letters.length, (i) => letters[i]);

Deno.test("a list whose items are made when they are asked for reads as an array", () => {
  assert.deepEqual(lazy, letters);
  assert.deepEqual([...lazy], letters);
  assert.ok(Array.isArray(lazy));
  assert.equal(JSON.stringify(lazy), JSON.stringify(letters));
  for (
    const read of [
      (list: readonly string[]) => list.map((letter, i) => `${i}${letter}`),
      (list: readonly string[]) => list.slice(1, -1),
      (list: readonly string[]) => list.filter((letter) => letter > "a"),
      (list: readonly string[]) => Array.from(list.keys()),
      (list: readonly string[]) => Array.from(list.entries()),
      (list: readonly string[]) => Uint8Array.from(list, (letter) => letter.charCodeAt(0)),
      (list: readonly string[]) => [list.indexOf("b"), list.lastIndexOf("b"), list.indexOf("e"), list.length],
      (list: readonly string[]) => [list[0], list[4], list[5], list[-1], list.at(-1), list.includes("d")],
      (list: readonly string[]) => [1 in list, 5 in list, "length" in list, "1.5" in list],
      (list: readonly string[]) => [list.find((letter) => letter > "b"), list.join(""), list.concat("z")],
      (list: readonly string[]) => list.flatMap((letter) => [letter, letter]),
      (list: readonly string[]) => Object.keys(list),
    ]
  ) assert.deepEqual(read(lazy), read(letters), String(read));
});

Deno.test("a list whose items are made cannot be changed", () => {
  const list = lazy as string[];
  for (
    const change of [
      () => list[0] = "z",
      () => list.push("z"),
      () => list.length = 0,
      () => list.sort(),
      () => delete list[0],
    ]
  ) assert.throws(change, TypeError);
  assert.deepEqual(lazy, letters);
});

Deno.test("all items may be made in another way, for whoever goes through them", () => {
  const list = lazyList(
    letters.length,
    (i) => letters[i],
    () => letters.map((letter) => letter + letter).values(),
  );
  const through: string[] = [];
  for (const letter of list) through.push(letter);
  assert.deepEqual(through, ["aa", "bb", "cc", "dd", "bb"]);
  assert.deepEqual([...list], through);
  assert.deepEqual(Array.from(list), through);
  assert.deepEqual(list.slice(0, 2), ["a", "b"]);
});
