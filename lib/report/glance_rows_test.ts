import assert from "node:assert/strict";
import type { CollectionGlance } from "../data/mod.ts";
import { glanceFindings, glanceRows } from "./glance_rows.ts";

const split = (name: "train" | "test", lengths: number[], relevant: number[]) => ({
  split: name,
  lengths: Int32Array.from(lengths),
  relevant: Int32Array.from(relevant),
  judgements: 9,
  repeated: 0,
});
const glance: CollectionGlance = {
  name: "small",
  unit: "tokens",
  passageLengths: Int32Array.from([10, 300, 20, 30]),
  repeatedPassages: 1,
  splits: [split("train", [5, 9, 7, 30], [1, 1, 4, 2]), split("test", [8], [1])],
  overlaps: [{ first: "train", second: "test", queries: 0, passages: 1 }],
};

Deno.test("a row for the passages and one for each split", () => {
  assert.deepEqual(glanceRows(glance).map((row) => Object.values(row)), [
    ["passages", 4, 20, 300, 300, 1, null, null],
    ["train queries", 4, 7, 30, 30, 0, 1, 4],
    ["test queries", 1, 8, 8, 8, 0, 1, 1],
  ]);
});

Deno.test("what is cut, what occurs twice and what splits share is said with its numbers", () => {
  const found = glanceFindings(glance, { limits: { passage: 200, query: 20 } });
  assert.match(found, /25 % of the passages have more than 200 tokens, 20 % of the queries more than 20\./);
  assert.match(found, /1 of 4 passages have the text of an earlier one/);
  assert.match(found, /Of 1 test queries, 0 have the text of a train query, and 1 have a relevant passage/);
});

Deno.test("a clean collection is said to be clean", () => {
  const overlaps = [{ first: "train", second: "test", queries: 0, passages: 0 }] as const;
  const found = glanceFindings({ ...glance, repeatedPassages: 0, overlaps });
  assert.match(found, /There are none within the passages/);
  assert.match(found, /No two splits share/);
  assert.equal(found.split("\n").length, 2);
});
