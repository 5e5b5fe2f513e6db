import assert from "node:assert/strict";
import { didYouMean, editDistance, nearest } from "./nearest.ts";

Deno.test("each kind of edit costs 1", () => {
  assert.equal(editDistance("tier", "tier"), 0);
  assert.equal(editDistance("tir", "tier"), 1);
  assert.equal(editDistance("tiers", "tier"), 1);
  assert.equal(editDistance("tear", "tier"), 2);
  assert.equal(editDistance("teir", "tier"), 1);
  assert.equal(editDistance("", "tier"), 4);
});

Deno.test("the nearest name is found whatever its case, and the first of equals is taken", () => {
  assert.equal(nearest("ndgc", ["RR", "nDCG", "AP"]), "nDCG");
  assert.equal(nearest("tests", ["test1", "test2"]), "test1");
});

Deno.test("a word that is near no name has no nearest", () => {
  assert.equal(nearest("x", ["b", "k"]), undefined);
  assert.equal(nearest("", ["b"]), undefined);
  assert.equal(nearest("bert-large", ["minilm", "tiny", "none"]), undefined);
  assert.equal(didYouMean("bert-large", ["minilm", "tiny", "none"]), "");
});
