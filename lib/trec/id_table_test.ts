import assert from "node:assert/strict";
import { find, hashIds, idTable } from "./id_table.ts";

Deno.test("an id is found at its position, another is not found", () => {
  const ids = Array.from({ length: 5000 }, (_, i) => `d${i * 7}`);
  const table = idTable(ids, hashIds(ids));
  const sought = Array.from({ length: 40000 }, (_, i) => `d${i}`);
  const hashes = hashIds(sought);
  sought.forEach((id, i) => assert.equal(find(table, id, hashes[i]), i % 7 === 0 && i < 35000 ? i / 7 : -1));
  assert.equal(table.repeated, -1);
});

Deno.test("ids with the same hash are distinguished", () => {
  const ids = ["a", "b", "c", "b"];
  const table = idTable(ids, new Int32Array(4));
  assert.deepEqual(ids.map((id) => find(table, id, 0)), [0, 1, 2, 1]);
  assert.equal(find(table, "d", 0), -1);
  assert.equal(table.repeated, 3);
});

Deno.test("a table of nothing finds nothing", () => {
  assert.equal(find(idTable([], new Int32Array(0)), "", hashIds([""])[0]), -1);
});
