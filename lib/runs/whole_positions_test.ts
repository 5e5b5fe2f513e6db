import assert from "node:assert/strict";
import { lazyList } from "../base/mod.ts";
import { hitsInside, wholePositionsIn } from "./whole_positions.ts";

Deno.test("a part's passages are found in the whole by their ids", () => {
  const whole = { ids: ["a", "b", "c", "d"], texts: ["", "", "", ""] };
  assert.deepEqual(wholePositionsIn(whole)({ ids: ["d", "b"], texts: ["", ""] }), Int32Array.of(3, 1));
});

Deno.test("of the whole itself no id is asked for, as millions of strings would be made", () => {
  const unread = () => assert.fail("an id was read");
  const whole = { ids: lazyList(1_000_000, unread, unread), texts: lazyList(1_000_000, unread, unread) };
  const positions = wholePositionsIn(whole)(whole);
  assert.deepEqual([positions.length, positions[0], positions[999_999]], [1_000_000, 0, 999_999]);
});

Deno.test("what was found outside of a part is left out, and the order stays", () => {
  const found = [
    { positions: Int32Array.of(4, 0, 2), scores: Float32Array.of(3, 2, 1) },
    { positions: Int32Array.of(1), scores: Float32Array.of(9) },
  ];
  assert.deepEqual(hitsInside(found, { wholePositions: Int32Array.of(2, 4), size: 5 }), [
    { positions: Int32Array.of(1, 0), scores: Float32Array.of(3, 1) },
    { positions: Int32Array.of(), scores: Float32Array.of() },
  ]);
  const all = Int32Array.of(0, 1, 2, 3, 4);
  assert.deepEqual(hitsInside(found, { wholePositions: all, size: 5 }), found);
});
