import assert from "node:assert/strict";
import { generator } from "./random.ts";
import { lazyList } from "./lazy_list.ts";
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

Deno.test("ids that count from 0 say their positions, until one does not", () => {
  const random = generator(5);
  for (let round = 0; round < 400; round++) {
    // Counted at first, then with a gap, a repetition, or another word.
    const given = Array.from({ length: random.below(5) }, (_, i) => `${i}`);
    const others = ["0", "1", "2", "3", "4", "5", "7", "01", "a", "", "-1", "1e0", "9999999999"];
    for (let i = random.below(3); i > 0; i--) given.push(others[random.below(others.length)]);
    const positions = new Positions(given), map = new Map<string, number>();
    given.forEach((id, position) => map.has(id) || map.set(id, position));
    let next = given.length;
    for (let i = random.below(4); i > 0; i--) {
      const id = others[random.below(others.length)];
      assert.equal(positions.add(id), !map.has(id));
      if (!map.has(id)) map.set(id, next++);
    }
    assert.equal(positions.size, map.size);
    for (const id of others) assert.equal(positions.get(id), map.get(id), `"${id}" among ${given}`);
  }
});

Deno.test("strings that are nowhere in memory are found like others", () => {
  const texts = Array.from({ length: 3000 }, (_, i) => `text ${i % 2000}`);
  const positions = new Positions(lazyList(texts.length, (i) => texts[i]));
  assert.equal(positions.size, 2000);
  for (const i of [0, 1, 999, 1999]) assert.equal(positions.get(`text ${i}`), i);
  assert.equal(positions.get("text 2000"), undefined);
});
