import assert from "node:assert/strict";
import { generator } from "./random.ts";
import { Positions } from "./positions.ts";

Deno.test("positions are those that a Map has", () => {
  const random = generator(4);
  const words = ["", "0", "00", "a", "é", "\ud800", "\udc00", "constructor", "__proto__"];
  const positions = new Positions(), map = new Map<string, number>();
  for (let i = 0; i < 20_000; i++) {
    const id = i % 3 === 0 ? words[random.below(words.length)] : `${random.below(15_000)}`;
    assert.equal(positions.add(id), !map.has(id));
    if (!map.has(id)) map.set(id, map.size);
  }
  assert.equal(positions.size, map.size);
  for (let i = 0; i < 16_000; i++) {
    assert.equal(positions.get(`${i}`), map.get(`${i}`));
    assert.equal(positions.has(`${i}`), map.has(`${i}`));
  }
  for (const word of words) assert.equal(positions.get(word), map.get(word));
});

Deno.test("the first of equal ids counts, and nothing is found in no ids", () => {
  const positions = new Positions(["a", "b", "a"]);
  assert.deepEqual([positions.get("a"), positions.get("b"), positions.size], [0, 1, 2]);
  assert.equal(new Positions().get("a"), undefined);
});
