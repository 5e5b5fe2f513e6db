import assert from "node:assert/strict";
import { choiceLabel, collections, entryOf, sizesOf } from "./registry.ts";

Deno.test("every collection has its whole as a subset, and a name of its own", () => {
  assert.equal(new Set(collections.map(({ name }) => name)).size, collections.length);
  for (const { name, subsets } of collections) {
    assert.equal(sizesOf({ name, subset: "whole" }).test, "all");
    for (const subset of Object.keys(subsets)) assert.ok(choiceLabel({ name, subset }).startsWith(name));
  }
});

Deno.test("an unknown collection or subset is refused", () => {
  assert.throws(
    () => entryOf({ name: "wordnot" }),
    /registered collection \(wordnet\) but found "wordnot"\. Did you mean "wordnet"/,
  );
  assert.throws(
    () => sizesOf({ name: "wordnet", subset: "huge" }),
    /subset of wordnet \(.*\) but found "huge"/,
  );
});
