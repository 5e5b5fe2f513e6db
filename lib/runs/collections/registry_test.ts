import assert from "node:assert/strict";
import type { Collection } from "../../base/mod.ts";
import { collectionLabel, type RunConfig } from "../config.ts";
import { performRun } from "../perform_run.ts";
import { withEntry } from "../registered_for_tests.ts";
import { withResults } from "../results_for_tests.ts";
import { storedConfigs } from "../store.ts";
import type { CollectionEntry } from "./collection_entry.ts";
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
    /registered collection \(wordnet, medquad, squad-sentences, msmarco-passage\) but found "wordnot"\. Did you mean "wordnet"/,
  );
  assert.throws(
    () => sizesOf({ name: "wordnet", subset: "huge" }),
    /subset of wordnet \(.*\) but found "huge"/,
  );
});

/** Each query asks for the passage of its own number, which has its words. */
function numbered(): Collection {
  const words = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"];
  const ids = (letter: string) => words.map((_, i) => `${letter}${i}`);
  return {
    name: "numbered",
    passages: { ids: ids("p"), texts: words.map((word) => `${word} and some more`) },
    queries: { ids: ids("q"), texts: words },
    qrels: new Map(words.map((_, i) => [`q${i}`, new Map([[`p${i}`, 1]])])),
    split: { train: Int32Array.of(0, 1), dev: Int32Array.of(2, 3), test: Int32Array.of(4, 5) },
  };
}

Deno.test("an entry alone gives a new collection its label, and runs on it", async () => {
  const entry: CollectionEntry = {
    name: "numbered",
    load: () => Promise.resolve(numbered()),
    triples: () =>
      Promise.resolve({
        queries: Int32Array.of(0, 1),
        positives: Int32Array.of(0, 1),
        negatives: Int32Array.of(1, 0),
      }),
    subsets: {
      whole: {
        train: "all",
        dev: { queries: 2, judged: "of the queries", depth: 1, random: 0 },
        test: "all",
      },
    },
    texts: 8,
  };
  const config: RunConfig = {
    collection: { name: "numbered", subset: "whole" },
    encoder: "none",
    method: { kind: "bm25", k1: 0.9, b: 0.4 },
    seed: 1,
  };
  await withEntry(collections, entry, () =>
    withResults(async () => {
      const result = await performRun(config, { source: "local" });
      assert.equal(collectionLabel(config), "numbered");
      assert.deepEqual(result.queries, ["q4", "q5"]);
      assert.deepEqual([...result.measures["RR@10"]], [1, 1]);
      assert.deepEqual(await storedConfigs("local"), [config]);
    }));
});
